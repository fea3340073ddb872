import { App } from 'aws-cdk-lib';
import { ClaimwireStack } from './claimwireStack.ts';
import { stageSettings } from './stages.ts';

const app = new App();
// `tryGetContext` answers undefined when no stage was chosen, which means dev.
new ClaimwireStack(app, stageSettings(app.node.tryGetContext('stage')));
