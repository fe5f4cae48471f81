using System.Globalization;
using System.Security.Cryptography;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using SteppedCare.Server.Trajectories;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>Two people of whom the same is told are advised the same, whoever they are.</summary>
[Collection(nameof(BothServers))]
public sealed class AuditOnlyTests(BothServers servers)
{
    private static readonly Wire.AuditAttributes[] s_people =
    [
        new(),
        new() { AgeBand = "26-64", Gender = "1", Ethnicity = "A", SexualOrientation = "1", Religion = "L", Disability = "NN", LongTermCondition = "N", DeprivationDecile = "10", Language = "en" },
        new()
        {
            AgeBand = "90-and-over", Gender = "3", Ethnicity = "K", SexualOrientation = "2", Religion = "G", Disability = "05", LongTermCondition = "Y", DeprivationDecile = "1", ArmedForces = "02",
            Language = "bn", Perinatal = "Y",
        },
    ];

    private static readonly Wire.PatientExperience[][] s_said =
    [
        [],
        [An.Assessment("a", Wire.SatisfactionAnswer.Completely), An.Treatment("t")],
        [An.Assessment("a", Wire.SatisfactionAnswer.NotAtAll), An.Treatment("t", Wire.FrequencyAnswer.Never)],
    ];

    private static readonly string[] s_operations = ["load", "commit", "load_audit_attributes", "settle"];

    [Theory]
    [InlineData("embedded")]
    [InlineData("redis")]
    public async Task Episodes_that_differ_in_attributes_and_in_what_was_said_of_care_alone_have_the_same_decisions_and_records(string store)
    {
        var server = servers.On(store);
        var told = new List<(string Advice, string Record, string Reviewed)>();
        foreach (var (person, said) in s_people.Zip(s_said))
        {
            var course = server.Course();
            var triage = course.TriageRequest(A.MildWithRisk);
            var review = course.ReviewRequest(A.Started(Wire.Step.Low), A.Session());
            (triage.AuditAttributes, review.AuditAttributes) = (person.Clone(), person.Clone());
            triage.PatientExperience.AddRange(said);
            review.PatientExperience.AddRange(said.Reverse());
            var advised = (await course.SendAsync(triage)).Clinician;
            var reviewed = (await course.SendAsync(review)).Clinician;
            told.Add((Nameless(advised, course), await RecordedAsync(server, course), Nameless(reviewed, course)));
        }

        Assert.Single(told.Distinct());
    }

    [Theory]
    [InlineData("embedded")]
    [InlineData("redis")]
    public async Task What_is_told_again_with_every_call_stays_as_it_was_told(string store)
    {
        var course = servers.On(store).Course();
        var triage = course.TriageRequest(A.Mild);
        triage.AuditAttributes = s_people[1].Clone();
        await course.SendAsync(triage);
        var kept = await KeptAsync(course);

        for (var times = 0; times < 2; times++)
        {
            var again = course.RecordRequest(A.Session());
            again.AuditAttributes = s_people[1].Clone();
            await course.SendAsync(again);
            Assert.Equal(kept, await KeptAsync(course));
        }

        Assert.Equal("A", AuditRecord.Read(Convert.FromHexString(kept)).GroupsAt(1)[AuditAxis.Ethnicity]);
    }

    [Theory]
    [InlineData("embedded")]
    [InlineData("redis")]
    public async Task What_is_kept_for_audit_only_takes_no_round_trip_of_its_own(string store)
    {
        var server = servers.On(store);
        var course = server.Course();
        var triage = course.TriageRequest(A.MildWithRisk);
        var review = course.ReviewRequest(A.Started(Wire.Step.Low), A.Session());
        var record = course.RecordRequest(A.Session());
        (triage.AuditAttributes, review.AuditAttributes, record.AuditAttributes) = (new() { Ethnicity = "A" }, new() { Ethnicity = "A", Language = "en" }, new() { Ethnicity = "B" });

        var before = await RoundTripsAsync(server);
        await course.SendAsync(triage);
        Assert.Equal(before + 2, await RoundTripsAsync(server));
        await course.SendAsync(review);
        Assert.Equal(before + 4, await RoundTripsAsync(server));
        await course.SendAsync(record);
        Assert.Equal(before + 6, await RoundTripsAsync(server));

        // And none of it is lost.
        var kept = AuditRecord.Read((await server.Services.GetRequiredService<ITrajectoryStore>().LoadAuditAsync(course.Key, CancellationToken.None)).Span);
        Assert.Equal(AuditRecord.Empty.With(1, Groups(triage.AuditAttributes)).With(2, Groups(review.AuditAttributes)).With(3, Groups(record.AuditAttributes)).Write(), kept.Write());
    }

    private static async Task<string> KeptAsync(Course course) =>
        Convert.ToHexString((await course.Server.Services.GetRequiredService<ITrajectoryStore>().LoadAuditAsync(course.Key, CancellationToken.None)).Span);

    private static AuditGroups Groups(Wire.AuditAttributes attributes) => AuditGroups.Read(attributes.ToByteArray());

    // Of people's care. What else is asked beside it asks by itself.
    private static async Task<double> RoundTripsAsync(AssembledServer server) => (await server.MetricsAsync())
        .Where(line => line.StartsWith("steppedcare_store_round_trips_total{", StringComparison.Ordinal)
            && s_operations.Any(operation => line.Contains($"operation=\"{operation}\"", StringComparison.Ordinal)))
        .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));

    private static string Nameless(Wire.Decision decision, Course course) => decision.ToString().Replace(course.Name, "", StringComparison.Ordinal);

    // Everything that the trajectory holds but the mark of who asked.
    private static async Task<string> RecordedAsync(AssembledServer server, Course course)
    {
        var stored = await server.Services.GetRequiredService<ITrajectoryStore>().LoadAsync(course.Key, null, CancellationToken.None);
        var trajectory = TrajectoryCodec.Decode(stored.Trajectory.Span);
        var unmarked = trajectory with { Nonce = [.. new byte[TrajectoryCodec.NonceLength]], Entries = [.. trajectory.Entries.Select(entry => entry with { Request = new RequestMark(entry.Request.Method, "r", 0) })] };
        Assert.Equal(2, unmarked.Entries.Count(entry => entry.Act is Decided));
        return Convert.ToHexString(SHA256.HashData(TrajectoryCodec.Encode(unmarked)));
    }
}
