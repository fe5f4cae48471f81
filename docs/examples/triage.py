"""Sends triage.json with Debian's grpcio: /usr/bin/python3 docs/examples/triage.py [host:port]

Needs python3-grpcio, protobuf-compiler and protobuf-compiler-grpc.
"""
import pathlib
import subprocess
import sys
import tempfile

import grpc
from google.protobuf import json_format

here = pathlib.Path(__file__).resolve().parent
protos = here.parent.parent / "protos"
with tempfile.TemporaryDirectory() as generated:
    subprocess.run(
        ["protoc", f"--proto_path={protos}", f"--python_out={generated}", f"--grpc_python_out={generated}",
         "--plugin=protoc-gen-grpc_python=/usr/bin/grpc_python_plugin", *[str(proto) for part in ("google", "steppedcare") for proto in sorted((protos / part).rglob("*.proto"))]],
        check=True)
    sys.path.insert(0, generated)
    from steppedcare.v1 import decision_service_pb2, decision_service_pb2_grpc, vocabulary_pb2

request = json_format.Parse((here / "triage.json").read_text(), decision_service_pb2.TriageRequest())
with grpc.insecure_channel(sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1:5080") as channel:
    reply = decision_service_pb2_grpc.DecisionServiceStub(channel).Triage(request, timeout=10)

advice = reply.clinician.advice
print(f"{vocabulary_pb2.Outcome.Name(advice.outcome)} {vocabulary_pb2.Step.Name(advice.step)}: {advice.summary}")
