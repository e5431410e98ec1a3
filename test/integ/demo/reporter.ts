import { CheckFailure } from '../verification/check';
import type { Difference } from '../verification/check';

export interface StepResult {
  readonly title: string;
  readonly ok: boolean;
  readonly seconds: number;
  readonly detail?: string;
  readonly error?: string;
  readonly differences?: Difference[];
}

const GREEN = '\u001b[32m';
const RED = '\u001b[31m';
const DIM = '\u001b[2m';
const PLAIN = '\u001b[0m';
const CLEAR_LINE = '\r\u001b[2K';
const WIDTH = 100;

/** Tells what happens while it happens: a line a step, rewritten in place on a terminal. */
export class Reporter {
  public readonly steps: StepResult[] = [];

  constructor(private readonly stream: NodeJS.WriteStream) {}

  public heading(text: string): void {
    this.stream.write(`\n${text}\n`);
  }

  public note(text: string): void {
    this.stream.write(`${this.terminal ? CLEAR_LINE : ''}      ${this.coloured(DIM, text)}\n`);
  }

  /** Runs a step; a failed one is told and remembered, and the others go on. */
  public async attempt(title: string, run: () => Promise<string | void>): Promise<boolean> {
    const started = Date.now();
    if (this.terminal) this.stream.write(`  …  ${title}`);
    let outcome: Partial<StepResult>;
    try {
      outcome = { detail: (await run()) ?? undefined };
    } catch (error) {
      outcome = { error: (error as Error).message, differences: error instanceof CheckFailure ? error.differences : undefined };
    }
    const step = { title, ok: outcome.error === undefined, seconds: (Date.now() - started) / 1000, ...outcome };
    this.steps.push(step);
    this.tell(step);
    return step.ok;
  }

  /** Runs a step that everything after it needs. */
  public async require(title: string, run: () => Promise<string | void>): Promise<void> {
    if (!await this.attempt(title, run)) throw new Stopped(title);
  }

  private get terminal(): boolean {
    return this.stream.isTTY === true;
  }

  private tell({ title, ok, seconds, detail, error }: StepResult): void {
    const mark = ok ? this.coloured(GREEN, '✓') : this.coloured(RED, '✗');
    const text = detail ? `${title}: ${detail}` : title;
    this.stream.write(`${this.terminal ? CLEAR_LINE : ''}  ${mark}  ${text.padEnd(WIDTH)} ${this.coloured(DIM, `${seconds.toFixed(1)} s`)}\n`);
    for (const line of error?.split('\n') ?? []) {
      this.stream.write(`      ${line}\n`);
    }
  }

  private coloured(colour: string, text: string): string {
    return this.terminal ? `${colour}${text}${PLAIN}` : text;
  }
}

/** Without the named step the rest makes no sense; the step itself has told why. */
export class Stopped extends Error {
  constructor(step: string) {
    super(`Stopped, because this failed: ${step}`);
  }
}
