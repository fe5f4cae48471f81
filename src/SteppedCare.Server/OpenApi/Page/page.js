import { Examples } from "./examples.js";

// Tells the calls from openapi.json, and makes them. Texts from the server go into the page as text, never as markup.
const element = (id) => document.getElementById(id);
const call = element("call");
const request = element("request");
const operations = new Map();
let schemas = {};
let examples;
let isUnderWay = false;

// What was written for a call, while another is looked at.
const drafts = new Map();
let chosen;
let isEdited = false;

async function start() {
  const reply = await fetch("openapi.json");
  element("development").hidden = reply.headers.get("steppedcare-development") !== "true";
  if (!reply.ok) {
    throw new Error(`openapi.json: ${reply.status}`);
  }

  const contract = await reply.json();
  schemas = contract.components.schemas;
  examples = new Examples(resolve);
  for (const [path, item] of Object.entries(contract.paths)) {
    operations.set(path, item.post);
  }

  for (const tag of contract.tags) {
    const group = document.createElement("optgroup");
    group.label = tag.name;
    for (const [path, operation] of operations) {
      if (operation.tags.includes(tag.name)) {
        group.append(new Option(operation.summary, path));
      }
    }

    call.append(group);
  }

  choose();
}

function choose() {
  const operation = operations.get(call.value);
  element("meaning").textContent = operation.description ?? "";
  element("fields").lastElementChild.replaceChildren(describe(requestSchema(operation)));
  if (isEdited) {
    drafts.set(chosen, request.value);
  }

  chosen = call.value;
  isEdited = drafts.has(chosen);
  if (isEdited) {
    request.value = drafts.get(chosen);
  } else {
    example();
  }
}

function example() {
  isEdited = false;
  drafts.delete(call.value);
  request.value = JSON.stringify(examples.ofRequest(requestSchema(operations.get(call.value))), null, 2);
}

const requestSchema = (operation) => operation.requestBody.content["application/json"].schema;
const resolve = (schema) => schema.$ref ? schemas[schema.$ref.split("/").pop()] : schema;

function describe(reference) {
  const schema = resolve(reference);
  const list = document.createElement("dl");
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const term = document.createElement("dt");
    const code = document.createElement("code");
    code.textContent = name;
    term.append(code);
    const text = document.createElement("dd");
    text.textContent = property.description ?? "";
    const inner = property.type === "array" ? property.items : property;
    if (inner.$ref) {
      text.append(unfolding(inner));
    }

    list.append(term, text);
  }

  return list;
}

// Filled when it is opened: messages may contain themselves.
function unfolding(reference) {
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = reference.$ref.split(".").pop();
  details.append(summary);
  details.addEventListener("toggle", () => {
    if (details.childElementCount === 1) {
      const schema = resolve(reference);
      if (schema.enum) {
        const text = document.createElement("p");
        text.textContent = schema.description ?? "";
        details.append(text);
      } else {
        details.append(describe(reference));
      }
    }
  });
  return details;
}

// A call under way is waited for: the key that sends repeats itself when it is held.
async function send() {
  if (isUnderWay) {
    return;
  }

  isUnderWay = true;
  element("send").setAttribute("aria-disabled", "true");
  try {
    await sendOnce();
  } finally {
    isUnderWay = false;
    element("send").removeAttribute("aria-disabled");
  }
}

async function sendOnce() {
  const path = call.value;
  clear();
  let asked;
  try {
    asked = JSON.parse(request.value);
  } catch (fault) {
    element("status").textContent = "Not sent.";
    fail(`The request is not JSON: ${fault.message}`, []);
    request.focus();
    return;
  }

  element("status").textContent = "Waiting for the answer.";
  const began = performance.now();
  let reply;
  let text;
  try {
    reply = await fetch(`.${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Connect-Protocol-Version": "1", ...caller() },
      body: request.value,
    });
    text = await reply.text();
  } catch (fault) {
    element("status").textContent = "No answer.";
    fail(`The server cannot be reached, or went away: ${fault.message}. Send the same request again; its id keeps it from happening twice.`, []);
    return;
  }

  element("status").textContent = `${reply.status}${reply.ok ? " OK" : ""}, ${Math.round(performance.now() - began)} ms`;
  show(reply.ok, text, asked);
}

// As call metadata, until somebody can sign in.
function caller() {
  const said = { "steppedcare-person": element("person").value.trim(), "steppedcare-roles": element("roles").value.trim() };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== ""));
}

function clear() {
  for (const id of ["contacts", "failure", "answer"]) {
    element(id).hidden = true;
    element(id).replaceChildren();
  }
}

function show(ok, text, asked) {
  let answer;
  try {
    answer = JSON.parse(text);
  } catch {
    fail(text || "The answer is empty.", []);
    return;
  }

  // JSON, but not of this service: something on the way.
  if (answer === null || typeof answer !== "object") {
    fail(text, []);
    return;
  }

  element("answer").textContent = JSON.stringify(answer, null, 2);
  element("answer").hidden = false;
  if (ok) {
    examples.remember(asked, answer);
    showContacts(answer.contingency);
  } else {
    const detail = (type) => answer.details?.find((one) => one.type === type)?.debug ?? {};
    const info = detail("google.rpc.ErrorInfo");
    const reason = info.reason ?? info.type;
    const code = `${answer.code ?? "The call failed"}${reason ? ` (${reason})` : ""}`;
    fail([code, answer.message].filter(Boolean).join(": "), detail("google.rpc.BadRequest").fieldViolations ?? []);
  }
}

// For the person, at once: what a portal shows them whatever else there is.
function showContacts(contingency) {
  if (!contingency?.showNow) {
    return;
  }

  const heading = document.createElement("strong");
  heading.textContent = "Show the person these contacts now";
  const list = document.createElement("ul");
  const joined = (parts, between) => parts.filter(Boolean).join(between);
  list.append(...(contingency.contacts ?? []).map(({ name, number, when }) => item(joined([name, joined([number, when], ". ")], ": "))));
  element("contacts").append(heading, list);
  element("contacts").hidden = false;
}

function fail(message, violations) {
  const text = document.createElement("p");
  text.textContent = message;
  const list = document.createElement("ul");
  for (const violation of violations) {
    const field = document.createElement("code");
    field.textContent = violation.field ?? "";
    const line = item(` ${violation.description ?? ""}`);
    line.prepend(field);
    list.append(line);
  }

  element("failure").append(text, list);
  element("failure").hidden = false;
}

function item(text) {
  const line = document.createElement("li");
  line.textContent = text;
  return line;
}

call.addEventListener("change", choose);
request.addEventListener("input", () => { isEdited = true; });
element("fresh").addEventListener("click", example);
element("form").addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
request.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    send();
  }
});
start().catch((fault) => fail(`The list of calls cannot be read: ${fault.message}`, []));
