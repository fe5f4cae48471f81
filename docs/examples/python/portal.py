"""What a portal does, and how it meets every error. Try it: /usr/bin/python3 docs/examples/python/portal.py http://127.0.0.1:5080

Needs python3-grpcio, protobuf-compiler and protobuf-compiler-grpc.
"""
import concurrent.futures
import pathlib
import sys
import time
import uuid

import grpc

from contract import decision_service_pb2 as calls, decision_service_pb2_grpc, error_details_pb2, health_pb2, status_pb2, vocabulary_pb2 as words
from contract import events_pb2 as events

SERVICE = "demo"
STUCK = [2, 2, 2, 2, 1, 1, 1, 1, 0]
WELL = [0, 0, 1, 0, 0, 0, 0, 0, 0]
THOUGHTS_OF_DEATH = [2, 2, 2, 2, 1, 1, 1, 1, 2]

OPTIONS = [
    # gRPC itself sends a call again when the service is unavailable, under the id that is in the message.
    ("grpc.service_config", (pathlib.Path(__file__).resolve().parent.parent / "service-config.json").read_text()),
    # A connection that fell silent is found out by pings, and two clients do not share one.
    ("grpc.keepalive_time_ms", 60_000),
    ("grpc.keepalive_timeout_ms", 20_000),
    ("grpc.use_local_subchannel_pool", 1),
]


def say(line):
    print(line, flush=True)


def new_id():
    return str(uuid.uuid4())


class Portal:
    """One connection to the service."""

    def __init__(self, address):
        self.channel = grpc.insecure_channel(address.replace("http://", ""), options=OPTIONS)
        self.decisions = decision_service_pb2_grpc.DecisionServiceStub(self.channel)
        self.check = self.channel.unary_unary(
            "/grpc.health.v1.Health/Check", health_pb2.HealthCheckRequest.SerializeToString, health_pb2.HealthCheckResponse.FromString)

    def call(self, method, request, timeout=10):
        return getattr(self.decisions, method)(request, timeout=timeout)


class Failure:
    """The status, and what google.rpc.Status says beside it. No reason: no service answered, so it may have happened."""

    def __init__(self, status, details):
        self.status, self.reason, self.fields, self.retry_after = status, "", [], 0
        for packed in details:
            info, bad, retry = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest(), error_details_pb2.RetryInfo()
            if packed.Unpack(info):
                self.reason = info.reason
            elif packed.Unpack(bad):
                self.fields = sorted(each.field for each in bad.field_violations)
            elif packed.Unpack(retry):
                self.retry_after = retry.retry_delay.ToTimedelta().total_seconds()

    @staticmethod
    def of_call(error):
        packed = dict(error.trailing_metadata() or ()).get("grpc-status-details-bin")
        return Failure(error.code().name, status_pb2.Status.FromString(packed).details if packed else [])

    @staticmethod
    def of_item(status):
        return Failure(next(code.name for code in grpc.StatusCode if code.value[0] == status.code), status.details)

    def is_to_be_sent_again(self):
        """Without a reason nobody of the service answered: a proxy's INTERNAL is no last word."""
        again = ("UNAVAILABLE", "ABORTED", "DEADLINE_EXCEEDED", "CANCELLED")
        return self.status in again or (not self.reason and self.status in ("INTERNAL", "UNKNOWN", "RESOURCE_EXHAUSTED"))

    def __str__(self):
        return " ".join([part for part in [self.status, self.reason, *self.fields] if part])


def until_answered(portal, method, request):
    """Sends until there is an answer; the same request every time, so that it happens once."""
    for attempt in range(1, 6):
        try:
            return portal.call(method, request)
        except grpc.RpcError as error:
            failure = Failure.of_call(error)
            if attempt == 5 or not failure.is_to_be_sent_again():
                raise
            time.sleep(failure.retry_after or 0.2 * attempt)


def refused(portal, method, request, timeout=10):
    """For calls that are to fail here."""
    try:
        portal.call(method, request, timeout)
        return None
    except grpc.RpcError as error:
        return Failure.of_call(error)


def referral(day="2026-02-02"):
    return events.Event(happened_on=day, referral_received=events.ReferralReceived(source=words.REFERRAL_SOURCE_SELF_REFERRAL))


def phq9(day, answers):
    items = [events.ItemAnswer(value=value) for value in answers]
    return events.Event(happened_on=day, score_recorded=events.ScoreRecorded(instrument=words.INSTRUMENT_PHQ_9, items=items))


def total(day, instrument, points):
    return events.Event(happened_on=day, score_recorded=events.ScoreRecorded(instrument=instrument, total=points))


def attended(day):
    return contact(day, words.ATTENDANCE_ATTENDED)


def missed(day):
    return contact(day, words.ATTENDANCE_DID_NOT_ATTEND)


def contact(day, attendance):
    return events.Event(happened_on=day, contact=events.Contact(appointment_type=words.APPOINTMENT_TYPE_TREATMENT, attendance=attendance))


def started(day, step):
    return events.Event(happened_on=day, step_started=events.StepStarted(step=step))


def session(day, answers):
    return [attended(day), phq9(day, answers), total(day, words.INSTRUMENT_GAD_7, 9)]


def triage(episode, request_id=None):
    day = "2026-02-09"
    told = [referral(), phq9(day, STUCK), total(day, words.INSTRUMENT_GAD_7, 9), total(day, words.INSTRUMENT_WSAS, 14)]
    return at(day, calls.TriageRequest(service=SERVICE, episode=episode, request_id=request_id or new_id(), events=told))


def review(episode, day, told, request_id=None):
    return at(day, calls.ReviewRequest(service=SERVICE, episode=episode, request_id=request_id or new_id(), events=told))


def what_if(episode, day, told):
    return at(day, calls.EvaluateRequest(service=SERVICE, episode=episode, call=words.DECISION_CALL_REVIEW, events=told))


def at(day, request):
    request.as_of.FromJsonString(f"{day}T17:00:00Z")
    return request


def advised(reply):
    return in_words(reply.clinician.advice)


def in_words(advice):
    return f"{words.Outcome.Name(advice.outcome)} {words.Step.Name(advice.step)} by {advice.rule}"


def confirmed(reply):
    confirmation = reply.decision.confirmation
    return f"{words.Outcome.Name(confirmation.outcome)} {words.Step.Name(confirmation.step)} by {confirmation.clinician}"


def shown(contacts):
    return "; ".join(f"{contact.name} {contact.number}" for contact in contacts)


def accept(decision, checklists_done=False):
    return calls.ConfirmDecisionRequest(name=decision.name, request_id=new_id(), clinician="dr-a", accept=calls.Accept(checklists_done=checklists_done))


def course(portal):
    episode = f"course-{new_id()}"
    first = triage(episode)
    entered = portal.call("Triage", first)
    say(f"triage: {advised(entered)}")
    again = portal.call("Triage", first)
    say(f"triage, sent again: {'the same decision' if again.clinician.name == entered.clinician.name else 'another decision'}")
    say(f"confirm: {confirmed(portal.call('ConfirmDecision', accept(entered.clinician)))}")
    read = portal.call("GetDecision", calls.GetDecisionRequest(name=entered.clinician.name)).decision
    say(f"read again: {in_words(read.advice)}, {read.confirmation.clinician}")

    reply = None
    for day in ("2026-02-16", "2026-02-23", "2026-03-02", "2026-03-09"):
        told = [started(day, words.STEP_LOW)] if day == "2026-02-16" else []
        reply = portal.call("Review", review(episode, day, told + session(day, STUCK)))
        say(f"review on {day}: {advised(reply)}")
    say(f"checklist: {' '.join(words.Checklist.Name(each) for each in reply.clinician.advice.checklists)}")
    say(f"confirm: {refused(portal, 'ConfirmDecision', accept(reply.clinician))}")
    say(f"confirm, gone through: {confirmed(portal.call('ConfirmDecision', accept(reply.clinician, checklists_done=True)))}")

    # Evaluated, nothing is written; recorded, nothing is decided.
    day = "2026-03-12"
    better = portal.call("Evaluate", what_if(episode, day, session(day, WELL)))
    say(f"what if mood had lifted: {in_words(better.assessment.advice)}")
    told = calls.RecordEventsRequest(service=SERVICE, episode=episode, request_id=new_id(), events=[missed(day)])
    say(f"recorded: version {portal.call('RecordEvents', told).trajectory_version}")

    # A risk answer: the contacts are shown at once, whatever the recommendation is.
    day = "2026-03-16"
    reply = portal.call("Review", review(episode, day, [started(day, words.STEP_HIGH), *session(day, THOUGHTS_OF_DEATH)]))
    say(f"review on {day}: {advised(reply)}")
    if reply.contingency.show_now:
        say(f"to the person at once: {shown(reply.contingency.contacts)}")
    [task] = [each for each in reply.clinician.tasks if each.risk_first]
    say(f"task: {words.TaskKind.Name(task.kind)}")
    say(f"confirm: {refused(portal, 'ConfirmDecision', accept(reply.clinician))}")
    seen = reply.trajectory_version
    taken = portal.call("AcknowledgeTask", calls.AcknowledgeTaskRequest(name=task.name, request_id=new_id(), person="nurse-b", seen_version=seen))
    say(f"acknowledge: {taken.task.acknowledged_by}")
    say(f"confirm, after that: {confirmed(portal.call('ConfirmDecision', accept(reply.clinician)))}")
    say(f"close, by somebody who saw less: {refused(portal, 'CloseTask', close(task, 1))}")
    closed = portal.call("CloseTask", close(task, seen))
    say(f"close: {words.TaskCloseReason.Name(closed.task.close_reason)} by {closed.task.closed_by}")
    return first, reply.contingency.contacts


def close(task, seen):
    return calls.CloseTaskRequest(name=task.name, request_id=new_id(), person="nurse-b", reason=words.TASK_CLOSE_REASON_SAFETY_PLAN_AGREED, seen_version=seen)


def errors(portal, first, contacts):
    bad = triage("no such name")
    del bad.events[:]
    bad.events.append(referral(day="soon"))
    say(f"bad fields: {refused(portal, 'Triage', bad)}")
    say(f"unknown episode: {refused(portal, 'GetEpisode', calls.GetEpisodeRequest(service=SERVICE, episode=f'nobody-{new_id()}'))}")
    reused = triage(first.episode, first.request_id)
    del reused.events[1:]
    say(f"an id used again for something else: {refused(portal, 'Triage', reused)}")
    huge = review(first.episode, "2026-03-23", [])
    huge.service = "x" * 1_100_000
    say(f"too large: {refused(portal, 'Review', huge)}")

    # Others write to the same episode: whoever is told ABORTED sends again.
    told = [review(first.episode, "2026-03-23", [attended("2026-03-23")]) for _ in range(4)]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(lambda request: until_answered(portal, "Review", request), told))
    say(f"four at once: {len({reply.trajectory_version for reply in replies})} versions")

    # Nobody is there. The person is shown the contacts that the portal holds and handed to a human; the request is kept and sent again.
    kept = triage(f"kept-{new_id()}")
    absent = refused(Portal("http://127.0.0.1:1"), "Triage", kept)
    say(f"nobody there: {absent}; to the person: {shown(contacts)}; to a human: yes")
    say(f"nobody there, sent again: {advised(until_answered(portal, 'Triage', kept))}")


def broken(portal, address):
    # The tests cut the connection where this id passes. The request was carried out all the same, and is carried out once.
    cut = triage(f"cut-{new_id()}", f"please-cut-{new_id()}")
    answer = until_answered(portal, "Triage", cut)
    episode = portal.call("GetEpisode", calls.GetEpisodeRequest(service=SERVICE, episode=cut.episode)).episode
    say(f"cut off: {advised(answer)}, {len(episode.decisions)} decision")

    # The tests hold back the answer where this id passes, so that the time runs out.
    slow = triage(f"slow-{new_id()}", f"please-be-silent-{new_id()}")
    late = refused(Portal(address), "Triage", slow, timeout=0.5)
    say(f"out of time: {late.status if late else 'it was in time'}")
    say(f"out of time, sent again: {advised(until_answered(portal, 'Triage', slow))}")


def caseload(portal, first):
    """A caseload on one stream: each item is answered in order, or fails alone."""
    items = [
        calls.ReviewManyRequest(tag="known", review=review(first.episode, "2026-03-30", [attended("2026-03-30")])),
        calls.ReviewManyRequest(tag="unknown", review=review(f"nobody-{new_id()}", "2026-03-30", [attended("2026-03-30")])),
        calls.ReviewManyRequest(tag="known again", review=review(first.episode, "2026-03-30", [])),
    ]
    for answer in portal.decisions.ReviewMany(iter(items)):
        say(f"caseload, {answer.tag}: {Failure.of_item(answer.error) if answer.HasField('error') else advised(answer.review)}")

    # What if, over a caseload: nothing is written.
    questions = [calls.EvaluateManyRequest(tag="what if", evaluate=what_if(first.episode, "2026-03-30", session("2026-03-30", WELL)))]
    for answer in portal.decisions.EvaluateMany(iter(questions)):
        say(f"caseload, {answer.tag}: {in_words(answer.evaluate.assessment.advice)}")


address = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:5080"
portal = Portal(address)
say(f"health: {health_pb2.HealthCheckResponse.ServingStatus.Name(portal.check(health_pb2.HealthCheckRequest(), timeout=10).status)}")
first, contacts = course(portal)
errors(portal, first, contacts)
broken(portal, address)
caseload(portal, first)
