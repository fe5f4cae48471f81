using System.Collections.Immutable;
using System.Globalization;
using Grpc.Core;
using SteppedCare.LoadTests.Calls;
using SteppedCare.Cohorts;

namespace SteppedCare.LoadTests.Mix;

/// <summary>Asks what each service's policy would advise for an invented population, and prints it beside what practice does. Nothing is written.</summary>
internal sealed class MixRun(MixOptions options, Uri address, TextWriter output)
{
    private const int InFlight = 64;
    private const int Connections = 4;

    /// <summary>False when a question was not answered: a table with gaps says nothing.</summary>
    internal async Task<bool> RunAsync()
    {
        var cohort = new Cohort(Therapies.England, options.Seed);
        var asked = new Asked[options.People];
        using var clients = new ServiceClients(address, Connections);
        try
        {
            await Parallel.ForAsync(0, options.People, new ParallelOptions { MaxDegreeOfParallelism = InFlight }, async (number, _) =>
                asked[number] = await AskAsync(clients[number], cohort[number]));
        }
        catch (RpcException refusal)
        {
            await output.WriteLineAsync($"{address} did not answer: {refusal.StatusCode} {Refusals.ReasonOf(refusal)}");
            return false;
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{options.People} invented people, seed {options.Seed}; shares in per cent of the column's people, or of those named"));
        await new TriageTables(options.Services, asked, output).PrintAsync();
        await new ReviewTables(options.Services, [.. asked.Where(person => person.KnownPractice)], output).PrintAsync();
        await new RuleLines(options.Services, asked, output).PrintAsync();
        return true;
    }

    private async Task<Asked> AskAsync(V1.DecisionService.DecisionServiceClient client, Course course)
    {
        var questions = new Questions(course);
        var triage = ImmutableArray.CreateBuilder<Advised>();
        var review = ImmutableArray.CreateBuilder<Advised>();
        foreach (var service in options.Services)
        {
            triage.Add(Advised.By(course, (await client.EvaluateAsync(questions.Triage(service))).Assessment));
            if (course.Finished && questions.FirstReview(service) is { } request)
            {
                review.Add(Advised.By(course, (await client.EvaluateAsync(request)).Assessment));
            }
        }

        return new Asked(course, triage.ToImmutable(), review.ToImmutable());
    }
}
