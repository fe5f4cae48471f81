"""What Debian's grpcio makes of OversightService, from its protos alone: /usr/bin/python3 oversight-calls.py <host:port> <service> <episode>"""
import pathlib
import subprocess
import sys
import tempfile

import grpc

protos = pathlib.Path(__file__).resolve().parents[3] / "protos"
with tempfile.TemporaryDirectory() as generated:
    subprocess.run(
        ["protoc", f"--proto_path={protos}", f"--python_out={generated}", f"--grpc_python_out={generated}",
         "--plugin=protoc-gen-grpc_python=/usr/bin/grpc_python_plugin", *[str(proto) for part in ("google", "steppedcare") for proto in sorted((protos / part).rglob("*.proto"))]],
        check=True)
    sys.path.insert(0, generated)
    from google.rpc import error_details_pb2, status_pb2
    from steppedcare.v1 import decision_service_pb2, decision_service_pb2_grpc, experience_pb2, oversight_service_pb2 as leads, oversight_service_pb2_grpc, reports_pb2, vocabulary_pb2

address, service, episode = sys.argv[1:]
name = f"services/{service}/episodes/{episode}"
lead = (("steppedcare-person", "lead"), ("steppedcare-roles", "oversight"))
patience = 120


class Door:
    """A connection of its own, to be cut."""

    def __enter__(self):
        self.channel = grpc.insecure_channel(address)
        self.leads = oversight_service_pb2_grpc.OversightServiceStub(self.channel)
        self.decisions = decision_service_pb2_grpc.DecisionServiceStub(self.channel)
        return self

    def __exit__(self, *_):
        self.channel.close()


def listed(door):
    first = page = door.leads.ListWorklist(leads.ListWorklistRequest(service=service, page_size=1), metadata=lead, timeout=patience)
    items = list(page.items)
    while page.next_page_token:
        page = door.leads.ListWorklist(
            leads.ListWorklistRequest(service=service, page_size=1, page_token=page.next_page_token), metadata=lead, timeout=patience)
        items += page.items
    return first.watch_token, next(item for item in items if item.episode == name)


def told(door, method, request, ours):
    """The tokens and changes of a watch, those of our episode alone."""
    for message in getattr(door.leads, method)(request, metadata=lead, timeout=patience):
        for change in filter(ours, message.changes):
            yield message.resume_token, change


def tasks(door, token):
    return told(door, "WatchWorklist", leads.WatchWorklistRequest(service=service, resume_token=token), lambda change: change.item.episode == name)


def refusal(ask):
    """The status and the reason in its ErrorInfo."""
    try:
        answer = ask()
        if hasattr(answer, "__next__"):
            next(answer)
        return "answered"
    except grpc.RpcError as failure:
        packed = next(value for key, value in failure.trailing_metadata() if key == "grpc-status-details-bin")
        info = error_details_pb2.ErrorInfo()
        details = status_pb2.Status.FromString(packed).details
        assert next(detail for detail in details if detail.Is(info.DESCRIPTOR)).Unpack(info) and info.domain == "steppedcare"
        return f"{failure.code().name} {info.reason}"


with Door() as door:
    token, item = listed(door)
    print(vocabulary_pb2.TaskKind.Name(item.task.kind), leads.Urgency.Name(item.urgency), item.trajectory_version)
    door.decisions.AcknowledgeTask(
        decision_service_pb2.AcknowledgeTaskRequest(name=item.task.name, request_id="py-1", person="nurse-b"), timeout=patience)
    token, change = next(tasks(door, token))
    print(leads.TaskChange.Name(change.change), change.item.task.acknowledged_by)

# The connection is cut; what happens meanwhile is told to whoever comes back with the token.
with Door() as door:
    door.decisions.CloseTask(decision_service_pb2.CloseTaskRequest(
        name=item.task.name, request_id="py-2", person="nurse-b", reason=vocabulary_pb2.TASK_CLOSE_REASON_SAFETY_PLAN_AGREED, seen_version=2), timeout=patience)

with Door() as door:
    again, change = next(tasks(door, token))
    print(leads.TaskChange.Name(change.change), change.item.task.closed_by)

    found, page = [], leads.ListDecisionsResponse(next_page_token="")
    while True:
        page = door.leads.ListDecisions(leads.ListDecisionsRequest(service=service, page_size=500, page_token=page.next_page_token), metadata=lead, timeout=patience)
        found += [decision for decision in page.decisions if decision.summary.name == item.raised_by]
        if not page.next_page_token:
            break
    print(len(found), found[0].provenance.policy, vocabulary_pb2.TaskKind.Name(found[0].tasks[0]))

    watch = door.leads.WatchDecisions(leads.WatchDecisionsRequest(service=service), metadata=lead, timeout=patience)
    begin = next(watch).resume_token
    watch.cancel()
    door.decisions.ConfirmDecision(decision_service_pb2.ConfirmDecisionRequest(
        name=item.raised_by, request_id="py-3", clinician="dr-a", accept=decision_service_pb2.Accept()), timeout=patience)
    _, change = next(told(door, "WatchDecisions", leads.WatchDecisionsRequest(service=service, resume_token=begin), lambda each: each.decision.summary.name == item.raised_by))
    print(leads.DecisionChange.Name(change.change), change.decision.summary.confirmation.clinician)

    # What the person thought of the assessment: told alone, and again after the connection was lost.
    answered = decision_service_pb2.RecordEventsRequest(service=service, episode=episode, request_id="py-5", patient_experience=[experience_pb2.PatientExperience(
        id="peq-1", completed_on="2026-11-10",
        assessment=experience_pb2.AssessmentExperience(informed=experience_pb2.CHOICE_ANSWER_YES, satisfied=experience_pb2.SATISFACTION_ANSWER_MOSTLY))])
    print(door.decisions.RecordEvents(answered, timeout=patience) == door.decisions.RecordEvents(answered, timeout=patience))

    report = door.leads.GetFidelityReport(
        reports_pb2.GetFidelityReportRequest(services=[service], from_month="2026-01", to_month="2027-12", measures=["confirmed", "experience-satisfied-mostly"]), metadata=lead, timeout=patience)
    print(report.HasField("as_of"), [figure.measure for group in report.groups for figure in group.figures])

    stranger = (("steppedcare-person", "somebody"), ("steppedcare-roles", "clinician"))
    for refused in (
        lambda: door.leads.ListWorklist(leads.ListWorklistRequest(service=service), timeout=patience),
        lambda: door.leads.ListDecisions(leads.ListDecisionsRequest(service=service), metadata=stranger, timeout=patience),
        lambda: door.leads.ListWorklist(leads.ListWorklistRequest(service="nowhere"), metadata=lead, timeout=patience),
        lambda: door.leads.ListWorklist(leads.ListWorklistRequest(service=service, page_token="x"), metadata=lead, timeout=patience),
        lambda: door.leads.WatchWorklist(leads.WatchWorklistRequest(service=service, resume_token="x"), metadata=lead, timeout=patience),
        lambda: door.leads.WatchDecisions(leads.WatchDecisionsRequest(service="nowhere"), metadata=lead, timeout=patience),
        lambda: door.leads.GetFidelityReport(reports_pb2.GetFidelityReportRequest(services=[service], from_month="2026-12", to_month="2026-01"), metadata=lead, timeout=patience),
        lambda: door.decisions.CloseTask(decision_service_pb2.CloseTaskRequest(
            name=item.task.name, request_id="py-4", person="nurse-b", reason=vocabulary_pb2.TASK_CLOSE_REASON_DONE, seen_version=3), timeout=patience),
    ):
        print(refusal(refused))
