// Holds values against the schemas of an OpenAPI document: node validate.js <openapi.json> < [{ "schema": ..., "value": ... }]. Prints each one's faults.
const fs = require("fs");
const Ajv = require("ajv/dist/2020");
const formats = require("ajv-formats");

const contract = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));

// The document leaves room for fields that are added later. Here each one has to be in it.
for (const schema of Object.values(contract.components.schemas)) {
  if (schema.properties) {
    schema.additionalProperties = false;
  }
}

const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false, strictTypes: false });
formats(ajv);
ajv.addSchema({ $id: "contract", components: contract.components });
ajv.addVocabulary(["components"]);
const verdicts = JSON.parse(fs.readFileSync(0, "utf8")).map(({ schema, value }) => {
  const valid = ajv.getSchema(`contract#/components/schemas/${schema}`);
  return valid(value) ? "" : ajv.errorsText(valid.errors);
});
console.log(JSON.stringify(verdicts));
