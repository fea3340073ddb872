import { Construct } from 'constructs';
import type { Ingest } from '../ingest/ingest.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { QueryApi } from '../queryApi/queryApi.ts';
import type { StageSettings } from '../stages.ts';
import { Alarms } from './alarms.ts';
import { AlarmTopic } from './alarmTopic.ts';
import { createDashboard } from './createDashboard.ts';
import { createMetrics } from './createMetrics.ts';

export interface OperationsProps {
  readonly stage: StageSettings;
  readonly ingest: Ingest;
  readonly ledger: Ledger;
  readonly query: QueryApi;
}

/** What an operator goes by: alarms, whom they tell, and the dashboard. */
export class Operations extends Construct {
  readonly alarmTopic: AlarmTopic;

  constructor(scope: Construct, id: string, { stage, ...observed }: OperationsProps) {
    super(scope, id);
    const metrics = createMetrics(stage, observed);
    this.alarmTopic = new AlarmTopic(this, 'AlarmTopic', stage);
    const alarms = new Alarms(this, 'Alarms', { stage, metrics, topic: this.alarmTopic.topic });
    createDashboard(this, { stage, metrics, alarms: alarms.all });
  }
}
