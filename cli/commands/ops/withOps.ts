import { TransientError } from '../../../shared/errors.ts';
import { CommandError, EXIT } from '../../exitCodes.ts';
import { connectOps, type OpsConnection, type OpsFlags } from './connectOps.ts';

/** AWS errors that come before any request is made. */
const SETUP: Readonly<Record<string, string>> = {
  CredentialsProviderError: 'No AWS credentials were found. Set them as for the AWS CLI.',
};

/**
 * Runs an operator's command on the deployment that its flags and the environment name.
 *
 * @throws CommandError with exit code 3 when AWS cannot be reached, is too busy, or refuses: what it says is in the message
 */
export async function withOps<T>(flags: OpsFlags, action: (ops: OpsConnection) => Promise<T>): Promise<T> {
  const ops = connectOps(flags, process.env);
  try {
    return await action(ops);
  } catch (error) {
    const { name, message } = error as Error;
    if (error instanceof TransientError) throw new CommandError(message, EXIT.unreachable, error);
    if (/region is missing/i.test(message))
      throw new CommandError('No AWS region is set. Set --region or AWS_REGION.', EXIT.usage, error);
    if (name in SETUP) throw new CommandError(SETUP[name] ?? message, EXIT.unreachable, error);
    // What AWS answers for good: a table or queue that is not there, a role that may not.
    if (typeof (error as { $metadata?: unknown }).$metadata === 'object')
      throw new CommandError(`AWS refuses: ${name}: ${message}`, EXIT.unreachable, error);
    throw error;
  } finally {
    ops.close();
  }
}
