using Google.Protobuf;
using SteppedCare.Server.Decisions;

namespace SteppedCare.Server.Services;

/// <summary>
/// The reply of a call that writes. Its bytes are asked for before the commit, so that they are kept with it; the message written for them is the one that
/// is sent, unless a repetition found the bytes of the first attempt.
/// </summary>
internal sealed class RecordedReply<TAnswer, TReply>(Func<TAnswer, TReply> write, MessageParser<TReply> parser)
    where TAnswer : class
    where TReply : class, IMessage<TReply>
{
    private TAnswer? _answer;
    private TReply? _written;

    internal byte[] Encode(TAnswer answer)
    {
        _answer = answer;
        _written = write(answer);
        return _written.ToByteArray();
    }

    internal TReply Send(Reply<TAnswer> reply)
    {
        if (reply.Answer is not { } answer)
        {
            return parser.ParseFrom(reply.Kept.Span);
        }

        return _written is not null && ReferenceEquals(_answer, answer) ? _written : write(answer);
    }
}
