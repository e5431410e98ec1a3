import * as ecs from 'aws-cdk-lib/aws-ecs';
import { violations } from '../../src/config/validation';
import { containerRules, imageName } from '../../src/service/container-rules';
import type { ContainerSettings } from '../../src/service/container-rules';
import { CONTAINER } from '../support/container-rule-cases';

const settings = (overrides: object) => ({ ...CONTAINER, ...overrides }) as unknown as ContainerSettings;
const idsOf = (part: string, overrides: object) => violations(containerRules<ContainerSettings>(part), settings(overrides)).map(({ id }) => id);

test('the ids name the part', () => {
  expect(idsOf('service', { image: undefined })).toEqual(['service-image']);
  expect(idsOf('worker', { image: undefined })).toEqual(['worker-image']);
});

test('a dictionary of the wrong type hides what follows from it', () => {
  expect(idsOf('service', { environment: null })).toEqual(['service-environment-type']);
  expect(idsOf('service', { secrets: 'x', containerUser: '' })).toEqual(['service-secrets-type', 'service-container-user']);
});

test('an image that was given by name has one', () => {
  expect(imageName(ecs.ContainerImage.fromRegistry('nginx:latest'))).toBe('nginx:latest');
  expect(imageName(ecs.ContainerImage.fromAsset('.'))).toBeUndefined();
  expect(imageName(undefined)).toBeUndefined();
});
