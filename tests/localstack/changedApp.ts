/** The app as a later release could have it: the stage `dev` with other settings. Everything else is as it stands. */
import { App } from 'aws-cdk-lib';
import { ClaimwireStack } from '../../infra/claimwireStack.ts';
import { stageSettings } from '../../infra/stages.ts';

const dev = stageSettings('dev');
new ClaimwireStack(new App(), {
  ...dev,
  logLevel: 'INFO',
  perKey: { ...dev.perKey, requestsPerDay: 12_345 },
});
