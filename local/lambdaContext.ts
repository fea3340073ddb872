import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import { REGION } from './names.ts';

/** What Lambda tells a handler about an invocation. @param seconds how long the invocation may take */
export function lambdaContext(functionName: string, seconds: number): Context {
  const deadline = Date.now() + seconds * 1000;
  return {
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:${REGION}:000000000000:function:${functionName}`,
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'embedded',
    memoryLimitInMB: '2048',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
}
