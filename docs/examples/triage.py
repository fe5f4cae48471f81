"""Sends triage.json with Debian's grpcio: /usr/bin/python3 docs/examples/triage.py [host:port]"""
import pathlib
import sys

import grpc
from google.protobuf import json_format

here = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(here.parent.parent / "protos"))
messages, services = grpc.protos_and_services("steppedcare/v1/decision_service.proto")

request = json_format.Parse((here / "triage.json").read_text(), messages.TriageRequest())
with grpc.insecure_channel(sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1:5080") as channel:
    reply = services.DecisionServiceStub(channel).Triage(request, timeout=10)

advice = reply.clinician.advice
outcome = advice.DESCRIPTOR.fields_by_name["outcome"].enum_type.values_by_number[advice.outcome].name
step = advice.DESCRIPTOR.fields_by_name["step"].enum_type.values_by_number[advice.step].name
print(f"{outcome} {step}: {advice.summary}")
