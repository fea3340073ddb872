import { App } from 'aws-cdk-lib';
import { ClaimwireStack } from './claimwireStack.ts';
import { stageSettings } from './stages.ts';

const app = new App();
const given = (name: string) => app.node.tryGetContext(name);
// `tryGetContext` answers undefined when no stage was chosen, which means dev.
new ClaimwireStack(
  app,
  stageSettings(given('stage'), {
    model: given('model'),
    alarmEmail: given('alarmEmail'),
    runbook: given('runbook'),
  }),
);
