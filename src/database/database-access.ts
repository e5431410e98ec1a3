/**
 * How the application signs in to the database.
 */
export class DatabaseAccess {
  /** As the master user, with the password from its secret. */
  public static masterPassword(): DatabaseAccess {
    return new DatabaseAccess(undefined);
  }

  /**
   * As a database user of its own, with IAM authentication: no password exists. The user is made once in SQL.
   *
   * @param username the PostgreSQL user, for example `payments_app`
   */
  public static iam(username: string): DatabaseAccess {
    return new DatabaseAccess(username);
  }

  private constructor(
    /** The PostgreSQL user of the application; nothing when it is the master user. */
    public readonly username?: string,
  ) {}

  /** `master password`, or `IAM as` and the user. */
  public toString(): string {
    return this.username === undefined ? 'master password' : `IAM as ${this.username}`;
  }
}
