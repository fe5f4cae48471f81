using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.FunctionalTests.Publishing;
using SteppedCare.FunctionalTests.Servers;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Rollouts;
using SteppedCare.Server.Trajectories;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Rollouts;

/// <summary>One part of the store is away while a rollout changes: it refuses, or says nothing at all.</summary>
public sealed class AbsentPartTests : IAsyncLifetime
{
    // Neither the first nor the last to be moved.
    private const int Absent = 3;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steppedcare-absent-");
    private AssembledServer _server = null!;
    private Lead _lead = null!;
    private volatile Func<Task<TagEpoch>>? _absent;
    private volatile Func<Task<TagEpoch>>? _unread;

    private IPolicyRegistry Registry => _server.Services.GetRequiredService<IPolicyRegistry>();

    public async Task InitializeAsync()
    {
        var version = Directory.CreateDirectory(Path.Combine(_folder.FullName, "policies", Lead.Policy, "low")).FullName;
        await File.WriteAllTextAsync(Path.Combine(version, "policy.csx"), Scripts.Low);
        _server = await AssembledServer.StartAsync(
            Path.Combine(_folder.FullName, "data"), policies: Path.Combine(_folder.FullName, "policies"), also: services => services.Interpose<IRegistryStore>(Answer));
        _lead = new Lead(_server);
        await _lead.PublishAsync("high", Scripts.High);
        await Until.ItHoldsAsync(() => _lead.Present.IsReached, () => "The first rollout was not reached.");
    }

    public async Task DisposeAsync()
    {
        (_absent, _unread) = (null, null);
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task All_other_parts_are_moved_without_it_and_it_is_moved_when_it_is_back(bool isSilent)
    {
        var asked = new TaskCompletionSource<TagEpoch>(TaskCreationOptions.RunContinuationsAsynchronously);
        var before = _lead.Present.Epoch;
        _absent = isSilent ? () => asked.Task : () => Task.FromException<TagEpoch>(new StoreUnavailableException("away"));

        await _lead.ChangeAsync(_lead.Setting("high").Decide);
        await Until.ItHoldsAsync(
            async () => (await NumbersAsync()).Where((_, bucket) => bucket != Absent).All(number => number == before + 1), () => "The other parts were not moved.");

        Assert.Equal(before, (await NumbersAsync())[Absent]);
        Assert.False(_lead.Present.IsReached);
        foreach (var course in Courses())
        {
            var provenance = (await course.TriageAsync(A.Mild)).Clinician.Provenance;
            Assert.Equal(EpisodeTag.Of(course.Key).Bucket == Absent ? ("low", before) : ("high", before + 1), (provenance.Version, provenance.Epoch));
        }

        _absent = null;
        asked.TrySetException(new StoreUnavailableException("away"));
        await Until.ItHoldsAsync(() => _lead.Present.IsReached, () => "Nobody finished the rollout.");
        Assert.All(await NumbersAsync(), number => Assert.Equal(before + 1, number));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Going_back_does_not_wait_for_it_and_tells_that_it_is_to_come(bool isSilent)
    {
        var changed = await _lead.RollOutAsync("high");
        var asked = new TaskCompletionSource<TagEpoch>(TaskCreationOptions.RunContinuationsAsynchronously);
        _absent = _unread = isSilent ? () => asked.Task : () => Task.FromException<TagEpoch>(new StoreUnavailableException("away"));

        var began = Stopwatch.GetTimestamp();
        var request = new Wire.RollBackRequest { RequestId = "back", Seen = { new Wire.SeenRollout { Service = Course.Service, Epoch = changed.Epoch } }, Reason = "worse" };
        var back = Assert.Single((await _server.Policies.RollBackAsync(request, PolicyServer.Officer)).Rollouts);

        // A second on a machine that does nothing else; ten, when it waited.
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(8));
        Assert.Equal((changed.Epoch + 1, Wire.RolloutState.Moving), (back.Epoch, back.State));
        Assert.Contains(Absent, back.WaitingParts);

        (_absent, _unread) = (null, null);
        asked.TrySetException(new StoreUnavailableException("away"));
        await Until.ItHoldsAsync(() => _lead.Present.IsReached, () => "Nobody finished going back.");
        Assert.All(await NumbersAsync(), number => Assert.Equal(back.Epoch, number));
    }

    [Fact]
    public async Task A_part_that_does_not_answer_does_not_say_that_its_unknown_rollout_is_put_right()
    {
        var unknown = _server.Services.GetRequiredService<UnknownEpochs>();
        _unread = () => Task.FromException<TagEpoch>(new StoreUnavailableException("away"));
        unknown.Found(Course.Service, new TagEpoch(_lead.Present.Epoch + 1, 1));

        await unknown.LookAgainAsync(Registry.State, CancellationToken.None);
        Assert.True(unknown.Has(Course.Service));

        _unread = null;
        await unknown.LookAgainAsync(Registry.State, CancellationToken.None);
        Assert.False(unknown.Has(Course.Service));
    }

    private object? Answer(string call, object?[] arguments) => (call, arguments.FirstOrDefault()) switch
    {
        (nameof(IRegistryStore.AdvanceEpochAsync), EpisodeTag { Bucket: Absent }) => _absent?.Invoke(),
        (nameof(IRegistryStore.EpochOfAsync), EpisodeTag { Bucket: Absent }) => _unread?.Invoke(),
        _ => null,
    };

    private async Task<long[]> NumbersAsync() =>
        [.. (await _server.Services.GetRequiredService<TagEpochs>().ReadAsync(Course.Service, CancellationToken.None)).Select(epoch => epoch!.Value.Number)];

    // One of every part.
    private IEnumerable<Course> Courses() =>
        Enumerable.Range(0, 1000).Select(number => new Course(_server, $"ep-{number}")).DistinctBy(course => EpisodeTag.Of(course.Key).Bucket);
}
