// Requests to begin with, made from the schemas: what is required, and the examples that the contract gives.
export class Examples {
  // Names given by earlier calls, for those that come after them.
  #known = { service: "", episode: "", decision: "", task: "" };
  #resolve;

  constructor(resolve) {
    this.#resolve = resolve;
  }

  // Under names of its own, so that it is a new request each time.
  ofRequest(reference) {
    const made = structuredClone(this.#of(reference, ""));
    const given = this.#resolve(reference).examples !== undefined;
    for (const name of given ? ["episode", "requestId"] : []) {
      if (name in made) {
        made[name] = freshName();
      }
    }

    this.#known.service = made.service ?? this.#known.service;
    return made;
  }

  remember(asked, answer) {
    const decision = answer.clinician ?? answer.decision;
    this.#known.episode = asked.episode ?? this.#known.episode;
    this.#known.decision = decision?.name ?? this.#known.decision;
    this.#known.task = decision?.tasks?.[0]?.name ?? this.#known.task;
  }

  #of(reference, name) {
    const schema = this.#resolve(reference);
    if (schema.examples) {
      return schema.examples[0];
    }

    switch (schema.type) {
      case "object": return this.#ofObject(schema);
      case "array": return this.#resolve(schema.items).examples ?? [];

      // The first says that nothing was said.
      case "string": return schema.enum ? schema.enum[1] ?? schema.enum[0] : this.#text(name, reference);
      case "boolean": return false;
      default: return 0;
    }
  }

  #ofObject(schema) {
    const properties = Object.entries(schema.properties ?? {});
    const names = new Set(schema.required);
    for (const choice of schema.allOf ?? []) {
      choice.oneOf[0].required?.forEach((name) => names.add(name));
    }

    // What happened is what most calls are made for.
    for (const [name, property] of properties) {
      if (property.type === "array" && this.#resolve(property.items).examples) {
        names.add(name);
      }
    }

    return Object.fromEntries(properties.filter(([name]) => names.has(name)).map(([name, property]) => [name, this.#of(property, name)]));
  }

  #text(name, property) {
    switch (name) {
      case "service": return this.#known.service;
      case "episode": return this.#known.episode;
      case "requestId": return freshName();
      case "name": return /task/i.test(property.description) ? this.#known.task : this.#known.decision;
      case "clinician":
      case "person": return "clinician-1";
      default: return "";
    }
  }
}

// Not randomUUID, which browsers keep from pages without TLS.
function freshName() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
