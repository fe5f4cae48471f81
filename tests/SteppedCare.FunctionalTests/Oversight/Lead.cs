using Grpc.Core;
using SteppedCare.FunctionalTests.EndToEnd;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Oversight;

/// <summary>A service lead at work.</summary>
internal static class Lead
{
    internal static Metadata Identity => As("oversight");

    internal static Metadata As(string roles) => new() { { "steppedcare-person", "lead" }, { "steppedcare-roles", roles } };

    /// <summary>Every page of the list.</summary>
    internal static async Task<List<Wire.WorklistItem>> ListAsync(this AssembledServer server, Wire.ListWorklistRequest? request = null)
    {
        request ??= new Wire.ListWorklistRequest();
        request.Service = Course.Service;
        var items = new List<Wire.WorklistItem>();
        do
        {
            var page = await server.Leads.ListWorklistAsync(request, Identity).ResponseAsync.WaitAsync(AssembledServer.Patience);
            items.AddRange(page.Items);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return items;
    }

    /// <summary>Every page of the decisions.</summary>
    internal static async Task<List<Wire.RecordedDecision>> DecidedAsync(this AssembledServer server, Wire.ListDecisionsRequest request)
    {
        request.Service = Course.Service;
        var decisions = new List<Wire.RecordedDecision>();
        do
        {
            var page = await server.Leads.ListDecisionsAsync(request, Identity).ResponseAsync.WaitAsync(AssembledServer.Patience);
            decisions.AddRange(page.Decisions);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return decisions;
    }

    /// <summary>The next message that a watch has for us.</summary>
    internal static async Task<T> NextAsync<T>(this AsyncServerStreamingCall<T> watch)
    {
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(AssembledServer.Patience), "The watch ended.");
        return watch.ResponseStream.Current;
    }

    /// <summary>The next changes of this episode's tasks.</summary>
    internal static async Task<Wire.ChangedTask[]> NextOfAsync(this AsyncServerStreamingCall<Wire.WatchWorklistResponse> watch, Course course)
    {
        while (true)
        {
            var changes = (await watch.NextAsync()).Changes.Where(change => change.Item.Episode == course.Name).ToArray();
            if (changes.Length > 0)
            {
                return changes;
            }
        }
    }

    /// <summary>The next changes of this episode's decisions.</summary>
    internal static async Task<Wire.ChangedDecision[]> NextOfAsync(this AsyncServerStreamingCall<Wire.WatchDecisionsResponse> watch, Course course)
    {
        while (true)
        {
            var changes = (await watch.NextAsync()).Changes.Where(change => change.Decision.Summary.Name.StartsWith(course.Name + "/", StringComparison.Ordinal)).ToArray();
            if (changes.Length > 0)
            {
                return changes;
            }
        }
    }

    /// <summary>Every message of an export.</summary>
    internal static async Task<List<Wire.ExportResponse>> ExportAsync(this AssembledServer server, Wire.ExportRequest request)
    {
        request.Service = Course.Service;
        var messages = new List<Wire.ExportResponse>();
        using var export = server.Leads.Export(request, Identity);
        while (await export.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(AssembledServer.Patience))
        {
            messages.Add(export.ResponseStream.Current);
        }

        return messages;
    }

    /// <summary>How a watch ends that is not to go on.</summary>
    internal static async Task<Services.Failure> EndOfAsync<T>(this AsyncServerStreamingCall<T> watch) => new(await Assert.ThrowsAsync<RpcException>(async () =>
    {
        while (await watch.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(AssembledServer.Patience))
        {
            // To the end.
        }
    }));
}
