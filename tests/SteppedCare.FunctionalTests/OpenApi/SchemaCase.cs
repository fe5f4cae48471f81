using System.Text.Json;
using SteppedCare.FunctionalTests.Documents;
using SteppedCare.FunctionalTests.Hosting;

namespace SteppedCare.FunctionalTests.OpenApi;

/// <summary>A value, and the schema of a document that it is held against.</summary>
/// <param name="Schema">The schema's name.</param>
/// <param name="Value">The value.</param>
internal sealed record SchemaCase(string Schema, JsonElement Value)
{
    private static readonly JsonSerializerOptions s_form = new(JsonSerializerDefaults.Web);

    internal static SchemaCase Of(string schema, string value)
    {
        using var document = JsonDocument.Parse(value);
        return new(schema, document.RootElement.Clone());
    }

    /// <summary>What a validator that is not ours has against each; empty for nothing. Names that a schema does not have are faults.</summary>
    internal static async Task<IReadOnlyList<string>> FaultsAsync(JsonElement document, IReadOnlyList<SchemaCase> cases)
    {
        using var folder = new TestFolder();
        var schemas = folder.Write("openapi.json", document.GetRawText());
        var modules = new Dictionary<string, string> { ["NODE_PATH"] = Repository.PathOf("eng/clients/node_modules") };

        var run = await Shell.RunAsync(
            $"node tests/SteppedCare.FunctionalTests/OpenApi/validate.js {schemas}", modules, JsonSerializer.Serialize(cases, s_form));

        Assert.True(run.ExitCode == 0, run.Errors);
        var faults = JsonSerializer.Deserialize<string[]>(run.Output)!;
        Assert.Equal(cases.Count, faults.Length);
        return faults;
    }
}
