/** The app as a later release could have it: the stage `dev` with other settings. Everything else is as it stands. */
import { App, Duration } from 'aws-cdk-lib';
import { ClaimwireStack } from '../../infra/claimwireStack.ts';
import { stageSettings } from '../../infra/stages.ts';

new ClaimwireStack(new App(), {
  ...stageSettings('dev'),
  logLevel: 'INFO',
  keepReplacedUploads: Duration.days(9),
});
