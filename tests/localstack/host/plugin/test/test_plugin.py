"""Run with the Python that setup.sh made: `$HOME/.cache/claimwire/localstack/venv/bin/python -m unittest discover -s plugin/test`"""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace

PLUGIN = Path(__file__).parent.parent
sys.path.insert(0, str(PLUGIN))

from claimwire_localstack import catalog, corrections, custom_resource, executor  # noqa: E402


def function(runtime="nodejs24.x", memory=128):
    config = SimpleNamespace(runtime=runtime, memory_size=memory, timeout=3)
    return SimpleNamespace(config=config, id=SimpleNamespace(qualifier="$LATEST"))


class Executor(unittest.TestCase):
    def test_a_function_has_nine_tenths_of_its_memory_as_heap(self):
        command = executor.ProcessExecutor("a", function(memory=1000))._command()
        self.assertIn("--max-old-space-size=900", command)

    def test_a_runtime_other_than_node_is_refused_by_name(self):
        with self.assertRaisesRegex(executor.LambdaRuntimeException, "java21"):
            executor.ProcessExecutor("a", function(runtime="java21"))._command()

    def test_the_log_of_a_killed_invocation_is_complete(self):
        env = executor.ProcessExecutor("a", function())
        env._request_id, env._log_offset, env._began = "r1", 0, 0
        with tempfile.TemporaryDirectory() as folder:
            env.log_path = Path(folder) / "log"
            env.log_path.write_text("half a line")
            lines = env._unfinished_logs("Task timed out").splitlines()
        self.assertEqual(lines[:3], ["START RequestId: r1 Version: $LATEST", "half a line", "Task timed out"])
        self.assertEqual(lines[3], "END RequestId: r1")
        self.assertTrue(lines[4].startswith("REPORT RequestId: r1\t"))


class CustomResource(unittest.TestCase):
    def test_scalars_arrive_as_strings(self):
        self.assertEqual(
            custom_resource.as_strings({"a": [1, True, None], "b": {"c": 1.5}}),
            {"a": ["1", "true", None], "b": {"c": "1.5"}},
        )


class Catalog(unittest.TestCase):
    def test_what_is_installed_is_available_and_nothing_else(self):
        status = catalog.InstalledCatalog().get_cloudformation_resource_status
        available = catalog.CloudFormationResourcesSupportAtRuntime.AVAILABLE
        self.assertEqual(status("AWS::S3::Bucket", "s3"), available)
        self.assertEqual(status("Custom::S3AutoDeleteObjects", "malformed"), available)
        self.assertNotEqual(status("AWS::CloudFront::Distribution", "cloudfront"), available)


class Corrections(unittest.TestCase):
    def test_event_keys_are_encoded_as_html_forms_do(self):
        self.assertEqual(corrections.event_key("a/b c+d é.txt"), "a/b+c%2Bd+%C3%A9.txt")

    def test_sequencers_rise_as_text(self):
        first, second = corrections.next_sequencer(), corrections.next_sequencer()
        self.assertLess(first, second)
        self.assertEqual(len(first), 18)


JAVA = Path(sys.prefix).parent / "lib/java/21/bin/java"


@unittest.skipUnless(JAVA.exists(), "no Java where setup.sh puts it")
class NoopAgent(unittest.TestCase):
    def test_java_starts_with_it(self):
        with tempfile.TemporaryDirectory() as folder:
            jar = Path(folder) / "agent.jar"
            subprocess.run([sys.executable, PLUGIN.parent / "noop_agent.py", jar], check=True)
            done = subprocess.run([JAVA, f"-javaagent:{jar}", "-version"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("version", done.stderr)


if __name__ == "__main__":
    unittest.main()
