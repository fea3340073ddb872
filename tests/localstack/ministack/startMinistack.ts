import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import tls from 'node:tls';
import { REGION } from '../cdk.ts';
import { spawnGuarded } from '../host/spawnGuarded.ts';
import { hostHome } from '../host/startHost.ts';
import { freePort } from '../target/freePort.ts';
import type { LocalStack } from '../target/startTarget.ts';
import { untilUp } from '../target/untilUp.ts';

/**
 * Starts an empty ministack on a free port of 127.0.0.1 that asks the roles' policies before it does anything, and the
 * buckets' policies too: those take TLS only, so it has a certificate, which this process trusts from here on. Functions
 * run on the Node.js that this process runs on.
 *
 * @param folder for its data and log
 * @returns its address, and the certificate's file for other processes that are to trust it
 * @throws Error with the log's end, when it does not come up
 */
export async function startMinistack(folder: string): Promise<LocalStack & { certificate: string }> {
  const data = join(folder, 'ministack');
  mkdirSync(data, { recursive: true });
  const python = join(hostHome(), 'ministack', 'bin', 'python');
  const key = join(data, 'key.pem');
  const certificate = join(data, 'certificate.pem');
  execFileSync(python, ['-B', join(import.meta.dirname, 'makeCertificate.py'), key, certificate]);
  tls.setDefaultCACertificates([...tls.getCACertificates(), readFileSync(certificate, 'utf8')]);

  const port = await freePort();
  const endpoint = `https://127.0.0.1:${port}`;
  const logFile = join(folder, 'ministack.log');
  const { child, stop } = await spawnGuarded([python, '-m', 'ministack'], {
    folder: data,
    env: {
      AUTH: 'true',
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      MINISTACK_HOST: '127.0.0.1',
      MINISTACK_REGION: REGION,
      USE_SSL: '1',
      MINISTACK_SSL_CERT: certificate,
      MINISTACK_SSL_KEY: key,
      IOT_MTLS_ENABLED: '0',
      TMPDIR: data,
      STATE_DIR: join(data, 'state'),
      // Functions inherit both: the Node.js that runs them, and whom they trust.
      PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
      NODE_EXTRA_CA_CERTS: certificate,
    },
    logFile,
  });
  try {
    await untilUp(`${endpoint}/_ministack/health`, child, logFile);
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint, certificate, stop };
}
