import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { ClaimwireStack } from './claimwireStack.ts';
import { type StageName, type StageSettings, stageSettings } from './stages.ts';

const { context } = JSON.parse(readFileSync(join(import.meta.dirname, '../cdk.json'), 'utf8'));

/** The stack as `cdk synth` makes it, but with the functions' code left out: bundling it takes seconds and changes no property. */
export function testStack(
  stage: StageName,
  changed: Partial<StageSettings> = {},
): { readonly app: App; readonly stack: ClaimwireStack } {
  const app = new App({ context: { ...context, 'aws:cdk:bundling-stacks': [] } });
  return { app, stack: new ClaimwireStack(app, { ...stageSettings(stage), ...changed }) };
}
