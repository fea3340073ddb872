import { dirname, join } from 'node:path';
import { AssetHashType, DockerImage, type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Function as CdkFunction, Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { StageSettings } from '../stages.ts';
import { bundleFunction, type FunctionSource, projectRoot } from './bundleFunction.ts';

export interface LambdaFunctionProps extends FunctionSource {
  readonly stage: StageSettings;
  readonly description: string;
  /** What the function's log lines and metrics are called. */
  readonly serviceName: string;
  readonly memoryMB: number;
  readonly timeout: Duration;
  /** Instances set aside for the function, and the most it may have. @default as many as the account has free */
  readonly reservedConcurrency?: number;
  readonly environment: Readonly<Record<string, string>>;
  /** All that the function may do besides writing its own log. */
  readonly statements: readonly PolicyStatement[];
}

/** Where the functions' own metrics are. By stage: two of one account must not be added up. */
export const metricsNamespace = (stage: StageSettings): string => `Claimwire/${stage.name}`;

/** A function of Claimwire: bundled, with a log group and a role of its own. */
export class LambdaFunction extends Construct {
  readonly function: CdkFunction;
  readonly logGroup: LogGroup;
  /** The dimension `service` of the function's metrics. */
  readonly serviceName: string;

  constructor(scope: Construct, id: string, props: LambdaFunctionProps) {
    super(scope, id);
    const { stage } = props;
    this.serviceName = props.serviceName;
    this.logGroup = new LogGroup(this, 'Logs', {
      retention: stage.logRetention,
      removalPolicy: stage.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    // The policy is inline: it comes and goes with the role, and nothing can be added to it from elsewhere.
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `What ${props.serviceName} of Claimwire ${stage.name} may do`,
      inlinePolicies: {
        function: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [this.logGroup.logGroupArn],
            }),
            ...props.statements,
          ],
        }),
      },
    });

    this.function = new CdkFunction(this, 'Function', {
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      // onnxruntime crashes on Lambda's Graviton in several reports (it reads CPU files that Lambda hides).
      architecture: Architecture.X86_64,
      code: functionCode(props),
      handler: 'index.handler',
      role,
      logGroup: this.logGroup,
      memorySize: props.memoryMB,
      timeout: props.timeout,
      ...(props.reservedConcurrency !== undefined && {
        reservedConcurrentExecutions: props.reservedConcurrency,
      }),
      environment: {
        ...props.environment,
        NODE_OPTIONS: '--enable-source-maps',
        POWERTOOLS_SERVICE_NAME: props.serviceName,
        POWERTOOLS_METRICS_NAMESPACE: metricsNamespace(stage),
        POWERTOOLS_LOG_LEVEL: stage.logLevel,
      },
    });
  }
}

/**
 * The bundle as an asset named by what is in it: unchanged code is not uploaded again. Within a run CDK takes two assets
 * of one path and the same options for one, whatever their bundling does: so the path is the function's folder.
 */
const functionCode = (source: FunctionSource): Code =>
  Code.fromAsset(join(projectRoot, dirname(source.entry)), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // CDK wants an image to fall back on; bundling here either works or throws.
      image: DockerImage.fromRegistry('unused'),
      local: {
        tryBundle(outputDir) {
          bundleFunction(source, outputDir);
          return true;
        },
      },
    },
  });
