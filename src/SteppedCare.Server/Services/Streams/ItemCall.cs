using Google.Protobuf;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Services.Streams;

/// <summary>What a stream does with each of its items.</summary>
/// <param name="Turn">The episode within which an item waits for those before it; null where order does not matter.</param>
/// <param name="AnswerAsync">Answers an item, or throws as the unary call would.</param>
/// <param name="Failed">The answer to an item that failed.</param>
internal sealed record ItemCall<TItem, TAnswer>(
    Func<TItem, EpisodeKey?> Turn, Func<TItem, CancellationToken, Task<TAnswer>> AnswerAsync, Func<TItem, Rpc.Status, TAnswer> Failed)
    where TItem : IMessage
    where TAnswer : IMessage;
