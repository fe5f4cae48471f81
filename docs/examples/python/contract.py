"""The contract as Python modules, made from the .proto files by Debian's protoc. A portal of yours makes them once, when it is built."""
import pathlib
import subprocess
import sys
import tempfile

_protos = pathlib.Path(__file__).resolve().parents[3] / "protos"
_generated = tempfile.TemporaryDirectory()
subprocess.run(
    ["protoc", f"--proto_path={_protos}", f"--python_out={_generated.name}", f"--grpc_python_out={_generated.name}",
     "--plugin=protoc-gen-grpc_python=/usr/bin/grpc_python_plugin", *map(str, sorted(_protos.rglob("*.proto")))],
    check=True)
sys.path.insert(0, _generated.name)

# The generated grpc.health would hide behind the installed grpc, unless that is told to look here, too.
import grpc
grpc.__path__.append(f"{_generated.name}/grpc")

from grpc.health.v1 import health_pb2
from google.rpc import error_details_pb2, status_pb2
from steppedcare.v1 import decision_service_pb2, decision_service_pb2_grpc, decisions_pb2, events_pb2, vocabulary_pb2
