using System.Buffers;
using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>The lists inside events.</summary>
internal static class ListCodec
{
    /// <summary>Questions and answers: <c>(question &lt;&lt; 3) | answer</c>, a varint each.</summary>
    internal static ReadOnlySpan<byte> Pairs<T>(ImmutableArray<T> answers, Func<T, (int Question, Answer Answer)> read)
    {
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var (question, answer) in answers.Select(read))
        {
            Varint.Write(bytes, ((uint)question << 3) | (uint)answer);
        }

        return bytes.WrittenSpan;
    }

    internal static ImmutableArray<T> Pairs<T>(ReadOnlySpan<byte> bytes, Func<ulong, Answer, T> make)
    {
        var answers = ImmutableArray.CreateBuilder<T>();
        while (!bytes.IsEmpty)
        {
            var coded = Varint.Read(ref bytes);
            answers.Add(make(coded >> 3, FieldReader.Member<Answer>(coded & 7)));
        }

        return answers.ToImmutable();
    }

    /// <summary>Each course after its length: 1 step, 2 sessions, 3 days from its end to the referral (present when known), 4 improved.</summary>
    internal static ReadOnlySpan<byte> PriorCourses(ImmutableArray<PriorCourse> courses, DateOnly referred)
    {
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var course in courses)
        {
            var fields = new FieldWriter();
            fields.Number(1, (ulong)course.Step);
            fields.Number(2, (uint)course.Sessions);
            if (course.EndedOn is { } ended)
            {
                fields.PresentSigned(3, referred.DayNumber - ended.DayNumber);
            }

            fields.Number(4, (ulong)course.ReliablyImproved);
            Varint.Write(bytes, (uint)fields.Written.Length);
            bytes.Write(fields.Written);
        }

        return bytes.WrittenSpan;
    }

    internal static ImmutableArray<PriorCourse> PriorCourses(ReadOnlySpan<byte> bytes, DateOnly referred)
    {
        var courses = ImmutableArray.CreateBuilder<PriorCourse>();
        while (!bytes.IsEmpty)
        {
            courses.Add(PriorCourse(FieldReader.Prefixed(ref bytes), referred));
        }

        return courses.ToImmutable();
    }

    private static PriorCourse PriorCourse(ReadOnlySpan<byte> bytes, DateOnly referred)
    {
        var course = new PriorCourse(Step.None, 0, null, Answer.NotStated);
        var reader = new FieldReader(bytes);
        while (reader.Next(out var field))
        {
            course = field.Number switch
            {
                1 => course with { Step = FieldReader.Member<Step>(field) },
                2 => course with { Sessions = FieldReader.Whole(field) },
                3 => course with { EndedOn = FieldReader.Date(referred, Minus(FieldReader.Signed(field))) },
                4 => course with { ReliablyImproved = FieldReader.Member<Answer>(field) },
                _ => throw FieldReader.Unknown(field, "a prior course"),
            };
        }

        return course;
    }

    private static long Minus(long value) => value != long.MinValue ? -value : throw new FormatException("A number is too large.");
}
