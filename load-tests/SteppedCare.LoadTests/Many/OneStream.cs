using System.Globalization;
using Grpc.Core;
using SteppedCare.V1;
using Task = System.Threading.Tasks.Task;

namespace SteppedCare.LoadTests.Many;

/// <summary>
/// Reviews written to one stream as fast as it takes them, and their answers read beside that. An answer out of its order, or a refusal, ends the run: a
/// figure with failed items in it says nothing.
/// </summary>
internal sealed class OneStream(DecisionService.DecisionServiceClient client, Func<ReviewRequest> next, int items) : IDisposable
{
    private readonly AsyncDuplexStreamingCall<ReviewManyRequest, ReviewManyResponse> _call = client.ReviewMany();
    private int _written;

    /// <summary>How many the connection took so far.</summary>
    internal int Written => Volatile.Read(ref _written);

    internal async Task WriteAsync()
    {
        await Task.Yield();
        for (var number = 0; number < items; number++)
        {
            await _call.RequestStream.WriteAsync(new ReviewManyRequest { Tag = Tag(number), Review = next() });
            Interlocked.Increment(ref _written);
        }

        await _call.RequestStream.CompleteAsync();
    }

    /// <param name="answered">Told how many answers came, after each.</param>
    internal async Task ReadAsync(Action<int> answered)
    {
        await Task.Yield();
        var number = 0;
        while (await _call.ResponseStream.MoveNext(CancellationToken.None))
        {
            var answer = _call.ResponseStream.Current;
            if (answer.Tag != Tag(number) || answer.Review is null)
            {
                throw new InvalidOperationException($"Answer {number} is {answer.Tag}: {answer.Error?.Message ?? "a decision"}");
            }

            answered(++number);
        }

        if (number != items)
        {
            throw new InvalidOperationException($"{items} were sent and {number} answered.");
        }
    }

    public void Dispose() => _call.Dispose();

    private static string Tag(int number) => number.ToString("D8", CultureInfo.InvariantCulture);
}
