import { Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { testStack } from './testStack.ts';

describe("cdk-nag's AwsSolutions rules", () => {
  it.each(['dev', 'prod'] as const)('find nothing in %s but what was accepted with a reason', (stage) => {
    const { app } = testStack(stage);
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => app.synth()).not.toThrow();
  });

  it('still find what was not accepted', () => {
    const { app, stack } = testStack('dev');
    new Bucket(stack, 'OpenToAll');
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => app.synth()).toThrow(/AwsSolutions-S1\b/);
  });
});
