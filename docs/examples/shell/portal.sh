#!/usr/bin/env bash
# What a portal does, and how it meets every error, with curl and jq alone. Try it: docs/examples/shell/portal.sh http://127.0.0.1:5081
set -euo pipefail
web=${1:-http://127.0.0.1:5081}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

new_id() { cat /proc/sys/kernel/random/uuid; }

# call METHOD REQUEST [SECONDS]: the answer is in $reply; a failure is in $failure, with its reason and its fields.
call() {
  local body=$work/$BASHPID http=0
  http=$(curl --silent --noproxy '*' --max-time "${3:-10}" --header 'content-type: application/json' --data-binary @- \
    --output "$body" --write-out '%{http_code}' "$web/steppedcare.v1.DecisionService/$1" <<< "$2") || {
    # Nobody answered: it may have happened.
    if [ $? = 28 ]; then failure=DEADLINE_EXCEEDED; else failure=UNAVAILABLE; fi
    pause=0 reply=
    return 1
  }
  reply=$(< "$body")
  [ "$http" = 200 ] && return
  failure=$(jq -r '
    def detail($type): .details[]? | select(.type == "google.rpc." + $type) | .debug;
    [(.code | ascii_upcase | sub("^CANCELED$"; "CANCELLED")), (detail("ErrorInfo").reason), ([detail("BadRequest").fieldViolations[]?.field] | sort[])] | join(" ")' <<< "$reply" 2> /dev/null) || true
  pause=$(jq -r '[.details[]? | select(.type == "google.rpc.RetryInfo").debug.retryDelay | rtrimstr("s")][0] // 0' <<< "$reply" 2> /dev/null) || true
  # What is no JSON comes from something on the way.
  failure=${failure:-UNKNOWN} pause=${pause:-0}
  return 1
}

# Sends until there is an answer; the same request every time, so that it happens once.
until_answered() {
  for attempt in 1 2 3 4 5; do
    call "$1" "$2" && return
    case $failure in
      UNAVAILABLE* | ABORTED* | DEADLINE_EXCEEDED* | CANCELLED*) ;;
      # Without a reason nobody of the service answered.
      INTERNAL | UNKNOWN | RESOURCE_EXHAUSTED) ;;
      *) break ;;
    esac
    [ "$attempt" = 5 ] || sleep "$([ "$pause" = 0 ] && echo "0.$((attempt * 2))" || echo "$pause")"
  done
  echo "$1: $failure" >&2
  exit 1
}

# For calls that are to fail here.
refused() { if call "$@"; then failure=; fi; }
must() { call "$@" || { echo "$1: $failure" >&2; exit 1; }; }

answers() { printf '{"value":%s},' "$@" | sed 's/,$//'; }
phq9() { echo "{\"happenedOn\":\"$1\",\"scoreRecorded\":{\"instrument\":\"INSTRUMENT_PHQ_9\",\"items\":[$(answers "${@:2}")]}}"; }
total() { echo "{\"happenedOn\":\"$1\",\"scoreRecorded\":{\"instrument\":\"$2\",\"total\":$3}}"; }
contact() { echo "{\"happenedOn\":\"$1\",\"contact\":{\"appointmentType\":\"APPOINTMENT_TYPE_TREATMENT\",\"attendance\":\"$2\"}}"; }
attended() { contact "$1" ATTENDANCE_ATTENDED; }
missed() { contact "$1" ATTENDANCE_DID_NOT_ATTEND; }
started() { echo "{\"happenedOn\":\"$1\",\"stepStarted\":{\"step\":\"$2\"}}"; }
referral() { echo "{\"happenedOn\":\"$1\",\"referralReceived\":{\"source\":\"REFERRAL_SOURCE_SELF_REFERRAL\"}}"; }
stuck=(2 2 2 2 1 1 1 1 0)
well=(0 0 1 0 0 0 0 0 0)
thoughts_of_death=(2 2 2 2 1 1 1 1 2)
session() { echo "$(attended "$1"),$(phq9 "$@"),$(total "$1" INSTRUMENT_GAD_7 9)"; }

# request EPISODE ID DAY EVENTS
request() { echo "{\"service\":\"demo\",\"episode\":\"$1\",\"requestId\":\"$2\",\"asOf\":\"$3T17:00:00Z\",\"events\":[$4]}"; }
first_asked="$(referral 2026-02-02),$(phq9 2026-02-09 "${stuck[@]}"),$(total 2026-02-09 INSTRUMENT_GAD_7 9),$(total 2026-02-09 INSTRUMENT_WSAS 14)"
triage() { request "$1" "$2" 2026-02-09 "$first_asked"; }
accept() { echo "{\"name\":\"$1\",\"requestId\":\"$(new_id)\",\"clinician\":\"dr-a\",\"accept\":{\"checklistsDone\":${2:-false}}}"; }

get() { jq -r "$1" <<< "$reply"; }
advised() { get "${1:-.clinician.advice}"' | "\(.outcome) \(.step // "STEP_UNSPECIFIED") by \(.rule)"'; }
confirmed() { get '.decision.confirmation | "\(.outcome) \(.step) by \(.clinician)"'; }

health=$(curl --silent --noproxy '*' --max-time 10 --header 'content-type: application/json' --data '{}' "$web/grpc.health.v1.Health/Check")
echo "health: $(jq -r .status <<< "$health")"

# A course of care.
episode=course-$(new_id)
first_id=$(new_id)
first=$(triage "$episode" "$first_id")
must Triage "$first"
echo "triage: $(advised)"
decision=$(get .clinician.name)
must Triage "$first"
echo "triage, sent again: $([ "$(get .clinician.name)" = "$decision" ] && echo the same decision || echo another decision)"
must ConfirmDecision "$(accept "$decision")"
echo "confirm: $(confirmed)"
must GetDecision "{\"name\":\"$decision\"}"
echo "read again: $(advised .decision.advice), $(get .decision.confirmation.clinician)"
for day in 2026-02-16 2026-02-23 2026-03-02 2026-03-09; do
  began=$([ $day = 2026-02-16 ] && echo "$(started $day STEP_LOW)," || true)
  must Review "$(request "$episode" "$(new_id)" $day "$began$(session $day "${stuck[@]}")")"
  echo "review on $day: $(advised)"
done
decision=$(get .clinician.name)
echo "checklist: $(get '.clinician.advice.checklists | join(" ")')"
refused ConfirmDecision "$(accept "$decision")"
echo "confirm: $failure"
must ConfirmDecision "$(accept "$decision" true)"
echo "confirm, gone through: $(confirmed)"

# Evaluated, nothing is written; recorded, nothing is decided.
what_if="{\"service\":\"demo\",\"episode\":\"$episode\",\"call\":\"DECISION_CALL_REVIEW\",\"asOf\":\"2026-03-12T17:00:00Z\",\"events\":[$(session 2026-03-12 "${well[@]}")]}"
must Evaluate "$what_if"
echo "what if mood had lifted: $(advised .assessment.advice)"
must RecordEvents "{\"service\":\"demo\",\"episode\":\"$episode\",\"requestId\":\"$(new_id)\",\"events\":[$(missed 2026-03-12)]}"
echo "recorded: version $(get .trajectoryVersion)"

# A risk answer: the contacts are shown at once, whatever the recommendation is.
must Review "$(request "$episode" "$(new_id)" 2026-03-16 "$(started 2026-03-16 STEP_HIGH),$(session 2026-03-16 "${thoughts_of_death[@]}")")"
echo "review on 2026-03-16: $(advised)"
contacts=$(get '.contingency.contacts | map("\(.name) \(.number)") | join("; ")')
if [ "$(get .contingency.showNow)" = true ]; then echo "to the person at once: $contacts"; fi
decision=$(get .clinician.name) seen=$(get .trajectoryVersion)
task=$(get '.clinician.tasks[] | select(.riskFirst).name')
echo "task: $(get '.clinician.tasks[] | select(.riskFirst).kind')"
refused ConfirmDecision "$(accept "$decision")"
echo "confirm: $failure"
must AcknowledgeTask "{\"name\":\"$task\",\"requestId\":\"$(new_id)\",\"person\":\"nurse-b\",\"seenVersion\":$seen}"
echo "acknowledge: $(get .task.acknowledgedBy)"
must ConfirmDecision "$(accept "$decision")"
echo "confirm, after that: $(confirmed)"
close() { echo "{\"name\":\"$task\",\"requestId\":\"$(new_id)\",\"person\":\"nurse-b\",\"reason\":\"TASK_CLOSE_REASON_SAFETY_PLAN_AGREED\",\"seenVersion\":$1}"; }
refused CloseTask "$(close 1)"
echo "close, by somebody who saw less: $failure"
must CloseTask "$(close "$seen")"
echo "close: $(get .task.closeReason) by $(get .task.closedBy)"

# Errors.
refused Triage "$(request 'no such name' "$(new_id)" 2026-02-09 "$(referral soon)")"
echo "bad fields: $failure"
refused GetEpisode "{\"service\":\"demo\",\"episode\":\"nobody-$(new_id)\"}"
echo "unknown episode: $failure"
refused Triage "$(request "$episode" "$first_id" 2026-02-09 "$(referral 2026-02-02)")"
echo "an id used again for something else: $failure"
refused Review "$(jq '.service = "x" * 1100000' <<< "$(request "$episode" "$(new_id)" 2026-03-23 '')")"
echo "too large: $failure"

# Others write to the same episode: whoever is told ABORTED sends again.
for caller in 1 2 3 4; do
  (until_answered Review "$(request "$episode" "$(new_id)" 2026-03-23 "$(attended 2026-03-23)")" && get .trajectoryVersion > "$work/version-$caller") &
done
wait
echo "four at once: $(sort -u "$work"/version-* | wc -l) versions"

# Nobody is there. The person is shown the contacts that the portal holds and handed to a human; the request is kept and sent again.
kept=$(triage "kept-$(new_id)" "$(new_id)")
here=$web web=http://127.0.0.1:1
refused Triage "$kept"
web=$here
echo "nobody there: $failure; to the person: $contacts; to a human: yes"
until_answered Triage "$kept"
echo "nobody there, sent again: $(advised)"

# The tests cut the connection where this id passes. The request was carried out all the same, and is carried out once.
cut=cut-$(new_id)
until_answered Triage "$(triage "$cut" "please-cut-$(new_id)")"
answer=$(advised)
must GetEpisode "{\"service\":\"demo\",\"episode\":\"$cut\"}"
echo "cut off: $answer, $(get '.episode.decisions | length') decision"

# The tests hold back the answer where this id passes, so that the time runs out.
slow=$(triage "slow-$(new_id)" "please-be-silent-$(new_id)")
refused Triage "$slow" 0.5
echo "out of time: ${failure:-it was in time}"
until_answered Triage "$slow"
echo "out of time, sent again: $(advised)"
