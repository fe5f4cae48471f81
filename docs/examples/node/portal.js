// What a portal does, and how it meets every error. Try it: node docs/examples/node/portal.js grpc-js http://127.0.0.1:5080
const crypto = require('node:crypto');

const service = 'demo';
const stuck = [2, 2, 2, 2, 1, 1, 1, 1, 0];
const well = [0, 0, 1, 0, 0, 0, 0, 0, 0];
const thoughtsOfDeath = [2, 2, 2, 2, 1, 1, 1, 1, 2];

const newId = () => crypto.randomUUID();
const say = (line) => console.log(line);

// Events, as proto JSON writes them.
const referral = { happenedOn: '2026-02-02', referralReceived: { source: 'REFERRAL_SOURCE_SELF_REFERRAL' } };
const phq9 = (day, answers) => ({ happenedOn: day, scoreRecorded: { instrument: 'INSTRUMENT_PHQ_9', items: answers.map((value) => ({ value })) } });
const gad7 = (day, total) => ({ happenedOn: day, scoreRecorded: { instrument: 'INSTRUMENT_GAD_7', total } });
const wsas = (day, total) => ({ happenedOn: day, scoreRecorded: { instrument: 'INSTRUMENT_WSAS', total } });
const contact = (day, attendance) => ({ happenedOn: day, contact: { appointmentType: 'APPOINTMENT_TYPE_TREATMENT', attendance } });
const attended = (day) => contact(day, 'ATTENDANCE_ATTENDED');
const missed = (day) => contact(day, 'ATTENDANCE_DID_NOT_ATTEND');
const started = (day, step) => ({ happenedOn: day, stepStarted: { step } });
const session = (day, answers) => [attended(day), phq9(day, answers), gad7(day, 9)];
const firstAsked = () => [referral, phq9('2026-02-09', stuck), gad7('2026-02-09', 9), wsas('2026-02-09', 14)];

const triage = (episode, requestId = newId()) => ({ service, episode, requestId, asOf: '2026-02-09T17:00:00Z', events: firstAsked() });
const review = (episode, day, events) => ({ service, episode, requestId: newId(), asOf: `${day}T17:00:00Z`, events });

const whatIf = (episode, day, events) => ({ service, episode, call: 'DECISION_CALL_REVIEW', asOf: `${day}T17:00:00Z`, events });

const inWords = (advice) => `${advice.outcome} ${advice.step} by ${advice.rule}`;
const advised = ({ clinician: { advice } }) => inWords(advice);
const shown = (contacts) => contacts.map((contact) => `${contact.name} ${contact.number}`).join('; ');
const told = (error) => [error.status, error.reason, ...[...error.fields].sort()].filter(Boolean).join(' ');

// Without a reason nobody of the service answered: a proxy's INTERNAL is no last word.
const isToBeSentAgain = ({ status, reason }) => ['UNAVAILABLE', 'ABORTED', 'DEADLINE_EXCEEDED', 'CANCELLED'].includes(status)
  || (!reason && ['INTERNAL', 'UNKNOWN', 'RESOURCE_EXHAUSTED'].includes(status));

// Sends until there is an answer; the same request every time, so that it happens once.
async function untilAnswered(portal, method, request) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await portal.call(method, request);
    } catch (error) {
      if (!isToBeSentAgain(error) || attempt === 5) throw error;
      await new Promise((resolve) => setTimeout(resolve, error.retryAfter || 200 * attempt));
    }
  }
}

// For calls that are to fail here.
async function refused(portal, method, request, timeout) {
  try {
    await portal.call(method, request, timeout);
    return null;
  } catch (error) {
    if (!error.status) throw error;
    return error;
  }
}

async function course(portal) {
  const episode = `course-${newId()}`;
  const first = triage(episode);
  const entered = await portal.call('Triage', first);
  say(`triage: ${advised(entered)}`);
  const again = await portal.call('Triage', first);
  say(`triage, sent again: ${again.clinician.name === entered.clinician.name ? 'the same decision' : 'another decision'}`);
  const confirm = async (decision, checklistsDone = false) =>
    portal.call('ConfirmDecision', { name: decision.name, requestId: newId(), clinician: 'dr-a', accept: { checklistsDone } });
  const confirmed = ({ decision: { confirmation } }) => `${confirmation.outcome} ${confirmation.step} by ${confirmation.clinician}`;
  say(`confirm: ${confirmed(await confirm(entered.clinician))}`);
  const read = (await portal.call('GetDecision', { name: entered.clinician.name })).decision;
  say(`read again: ${inWords(read.advice)}, ${read.confirmation.clinician}`);

  let reply;
  for (const day of ['2026-02-16', '2026-02-23', '2026-03-02', '2026-03-09']) {
    const events = day === '2026-02-16' ? [started(day, 'STEP_LOW'), ...session(day, stuck)] : session(day, stuck);
    reply = await portal.call('Review', review(episode, day, events));
    say(`review on ${day}: ${advised(reply)}`);
  }
  say(`checklist: ${reply.clinician.advice.checklists.join(' ')}`);
  const unchecked = { name: reply.clinician.name, requestId: newId(), clinician: 'dr-a', accept: {} };
  say(`confirm: ${told(await refused(portal, 'ConfirmDecision', unchecked))}`);
  say(`confirm, gone through: ${confirmed(await confirm(reply.clinician, true))}`);

  // Evaluated, nothing is written; recorded, nothing is decided.
  const better = await portal.call('Evaluate', whatIf(episode, '2026-03-12', session('2026-03-12', well)));
  say(`what if mood had lifted: ${inWords(better.assessment.advice)}`);
  const recorded = await portal.call('RecordEvents', { service, episode, requestId: newId(), events: [missed('2026-03-12')] });
  say(`recorded: version ${recorded.trajectoryVersion}`);

  // A risk answer: the contacts are shown at once, whatever the recommendation is.
  reply = await portal.call('Review', review(episode, '2026-03-16', [started('2026-03-16', 'STEP_HIGH'), ...session('2026-03-16', thoughtsOfDeath)]));
  say(`review on 2026-03-16: ${advised(reply)}`);
  if (reply.contingency.showNow) say(`to the person at once: ${shown(reply.contingency.contacts)}`);
  const [task] = reply.clinician.tasks.filter((each) => each.riskFirst);
  say(`task: ${task.kind}`);
  const accept = { name: reply.clinician.name, requestId: newId(), clinician: 'dr-a', accept: {} };
  say(`confirm: ${told(await refused(portal, 'ConfirmDecision', accept))}`);
  const seen = { name: task.name, person: 'nurse-b', seenVersion: reply.trajectoryVersion };
  const taken = await portal.call('AcknowledgeTask', { ...seen, requestId: newId() });
  say(`acknowledge: ${taken.task.acknowledgedBy}`);
  say(`confirm, after that: ${confirmed(await confirm(reply.clinician))}`);
  const close = { ...seen, reason: 'TASK_CLOSE_REASON_SAFETY_PLAN_AGREED' };
  say(`close, by somebody who saw less: ${told(await refused(portal, 'CloseTask', { ...close, seenVersion: 1, requestId: newId() }))}`);
  const closed = await portal.call('CloseTask', { ...close, requestId: newId() });
  say(`close: ${closed.task.closeReason} by ${closed.task.closedBy}`);
  return { first, contacts: reply.contingency.contacts };
}

async function errors(portal, open, { first, contacts }) {
  const bad = { ...triage('no such name'), events: [{ ...referral, happenedOn: 'soon' }] };
  say(`bad fields: ${told(await refused(portal, 'Triage', bad))}`);
  say(`unknown episode: ${told(await refused(portal, 'GetEpisode', { service, episode: `nobody-${newId()}` }))}`);
  say(`an id used again for something else: ${told(await refused(portal, 'Triage', { ...first, events: [referral] }))}`);
  const huge = { ...review(first.episode, '2026-03-23', []), service: 'x'.repeat(1_100_000) };
  say(`too large: ${told(await refused(portal, 'Review', huge))}`);

  // Others write to the same episode: whoever is told ABORTED sends again.
  const many = await Promise.all([1, 2, 3, 4].map((each) => untilAnswered(portal, 'Review', { ...review(first.episode, '2026-03-23', [attended('2026-03-23')]), requestId: `${each}-${newId()}` })));
  say(`four at once: ${new Set(many.map((reply) => reply.trajectoryVersion)).size} versions`);

  // Nobody is there. The person is shown the contacts that the portal holds and handed to a human; the request is kept and sent again.
  const kept = triage(`kept-${newId()}`);
  const away = open('http://127.0.0.1:1');
  const absent = await refused(away, 'Triage', kept);
  away.close();
  say(`nobody there: ${told(absent)}; to the person: ${shown(contacts)}; to a human: yes`);
  say(`nobody there, sent again: ${advised(await untilAnswered(portal, 'Triage', kept))}`);
}

async function broken(portal, open, address) {
  // The tests cut the connection where this id passes. The request was carried out all the same, and is carried out once.
  const cut = triage(`cut-${newId()}`, `please-cut-${newId()}`);
  const answer = await untilAnswered(portal, 'Triage', cut);
  const episode = (await portal.call('GetEpisode', { service, episode: cut.episode })).episode;
  say(`cut off: ${advised(answer)}, ${episode.decisions.length} decision`);

  // The tests hold back the answer where this id passes, so that the time runs out.
  const slow = triage(`slow-${newId()}`, `please-be-silent-${newId()}`);
  const other = open(address);
  const late = await refused(other, 'Triage', slow, 500);
  other.close();
  say(`out of time: ${late ? told({ ...late, reason: '' }) : 'it was in time'}`);
  say(`out of time, sent again: ${advised(await untilAnswered(portal, 'Triage', slow))}`);
}

// A caseload on one stream: each item is answered in order, or fails alone.
async function caseload(portal, { first }) {
  const item = (tag, episode, events) => ({ tag, review: review(episode, '2026-03-30', events) });
  const items = [
    item('known', first.episode, [attended('2026-03-30')]),
    item('unknown', `nobody-${newId()}`, [attended('2026-03-30')]),
    item('known again', first.episode, []),
  ];
  for await (const answer of portal.many('ReviewMany', items)) {
    say(`caseload, ${answer.tag}: ${answer.failure ? told(answer.failure) : advised(answer.review)}`);
  }

  // What if, over a caseload: nothing is written.
  const questions = [{ tag: 'what if', evaluate: whatIf(first.episode, '2026-03-30', session('2026-03-30', well)) }];
  for await (const answer of portal.many('EvaluateMany', questions)) {
    say(`caseload, ${answer.tag}: ${inWords(answer.evaluate.assessment.advice)}`);
  }
}

async function main([kind = 'grpc-js', address = 'http://127.0.0.1:5080']) {
  const open = kind === 'grpc-js' ? require('./grpc-js').open : require('./connect').opener(kind);
  const portal = open(address);
  say(`health: ${await portal.health()}`);
  const told = await course(portal);
  await errors(portal, open, told);
  await broken(portal, open, address);
  if (portal.many) await caseload(portal, told);
  portal.close();
}

main(process.argv.slice(2)).then(() => process.exit(0), (error) => {
  console.error(error);
  process.exit(1);
});
