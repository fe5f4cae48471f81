// Uses the page as a person would, by keyboard and by its labels: node try-page.js <address> <chromium>. Prints what was seen as JSON.
const { chromium } = require("playwright-core");

const [address, browserPath] = process.argv.slice(2);
const seen = { complaints: [], hosts: [] };

async function main() {
  // The page is this project's own and comes from this machine: the browser's own fence, which root may not have, is not needed.
  const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(60_000);
    page.on("console", (message) => {
      // A refused call is told on the console, too.
      if (!/DecisionService|PolicyService/.test(message.location().url)) {
        seen.complaints.push(`${message.type()}: ${message.text()}`);
      }
    });
    page.on("pageerror", (fault) => seen.complaints.push(fault.message));
    page.on("request", (request) => seen.hosts.push(new URL(request.url()).origin));
    await page.goto(new URL("try", address).href);
    await page.getByLabel("Call", { exact: true }).locator("option").first().waitFor({ state: "attached" });
    seen.calls = await page.getByLabel("Call", { exact: true }).locator("option").allTextContents();
    seen.notice = await page.getByRole("alert").filter({ hasText: "Development server" }).count() === 1;

    // An example that was not touched.
    seen.meaning = await page.locator("#meaning").textContent();
    await page.getByLabel("Request", { exact: true }).press("Control+Enter");
    seen.triage = await answer(page);

    // What follows it, with the names that the answer gave.
    await choose(page, "GetDecision");
    await page.getByRole("button", { name: "Send" }).press("Enter");
    seen.decision = await answer(page);

    // A danger, for which the person is shown the contacts.
    await choose(page, "Review");
    await edit(page, (request) => {
      request.events = [{ happenedOn: "2026-02-10", riskAnswered: { answers: [{ topic: "RISK_TOPIC_PLAN", answer: "ANSWER_YES" }] } }];
    });
    await page.getByRole("button", { name: "Send" }).press("Enter");
    seen.review = await answer(page);
    seen.contacts = await page.locator("#contacts").innerText();

    // Held down, the key sends once; the focus stays where it was, and a draft waits while another call is looked at.
    let sent = 0;
    await page.route("**/steppedcare.v1.DecisionService/GetEpisode", async (route) => {
      sent++;
      await held;
      await route.continue();
    });
    let release;
    const held = new Promise((resolve) => { release = resolve; });
    await choose(page, "GetEpisode");
    await edit(page, (request) => { request.episode = "a-draft"; });
    const button = page.getByRole("button", { name: "Send" });
    await button.press("Enter");
    await button.press("Enter");
    await page.getByLabel("Request", { exact: true }).press("Control+Enter");
    await button.focus();
    release();
    await answer(page);
    seen.sentAtOnce = sent;
    seen.keepsFocus = await button.evaluate((it) => it === document.activeElement);
    await choose(page, "Triage");
    await choose(page, "GetEpisode");
    seen.keepsDraft = (await page.getByLabel("Request", { exact: true }).inputValue()).includes("a-draft");

    // A mistake in a field.
    await choose(page, "Triage");
    await edit(page, (request) => { request.events[1].scoreRecorded.items[0].value = 9; });
    await page.getByRole("button", { name: "Send" }).press("Enter");
    seen.refused = await answer(page);
    seen.failure = await page.locator("#failure").innerText();
    seen.contactsGone = await page.locator("#contacts").isHidden();

    // Who calls is told where it is asked for.
    await choose(page, "PublishRevision");
    await page.getByRole("button", { name: "Send" }).press("Enter");
    await answer(page);
    seen.nobody = await page.locator("#failure").innerText();
    await page.getByText("Who calls").press("Enter");
    await page.getByLabel("Person").fill("an.author");
    await page.getByLabel("Roles", { exact: false }).fill("policy-author");
    await page.getByRole("button", { name: "Send" }).press("Enter");
    await answer(page);
    seen.somebody = await page.locator("#failure").innerText();

    // No JSON at all: not even sent.
    await page.getByLabel("Request", { exact: true }).fill("{");
    await page.getByRole("button", { name: "Send" }).press("Enter");
    await page.getByText("Not sent.").waitFor();
    seen.unsent = await page.locator("#failure").innerText();

    const ground = (scheme) => page.emulateMedia({ colorScheme: scheme })
      .then(() => page.evaluate(() => getComputedStyle(document.body).backgroundColor));
    seen.grounds = [await ground("light"), await ground("dark")];
    seen.contrast = Math.min(await contrast(page, "light"), await contrast(page, "dark"));
  } finally {
    await browser.close();
  }

  console.log(JSON.stringify(seen));
}

// The least that a border has against what is on either side of it, by WCAG's measure.
async function contrast(page, scheme) {
  await page.emulateMedia({ colorScheme: scheme });
  return page.evaluate(() => {
    const light = (colour) => {
      const parts = colour.match(/\d+/g).slice(0, 3).map((part) => part / 255);
      const [red, green, blue] = parts.map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
    };
    const field = getComputedStyle(document.getElementById("request"));
    const grounds = [field.backgroundColor, getComputedStyle(document.body).backgroundColor];
    return Math.min(...grounds.map((ground) => Math.max(light(ground) / light(field.borderTopColor), light(field.borderTopColor) / light(ground))));
  });
}

const choose = (page, name) => page.getByLabel("Call", { exact: true }).selectOption({ label: name });

async function edit(page, change) {
  const field = page.getByLabel("Request", { exact: true });
  const request = JSON.parse(await field.inputValue());
  change(request);
  await field.fill(JSON.stringify(request));
}

async function answer(page) {
  await page.getByText(/^\d{3}( OK)?, \d+ ms$/).waitFor();
  const seen = { status: await page.getByRole("status").textContent(), text: await page.locator("#answer").textContent() };

  // So that the next answer is not taken for this one.
  await page.getByRole("status").evaluate((status) => { status.textContent = ""; });
  return seen;
}

main().catch((fault) => {
  console.error(fault);
  process.exit(1);
});
