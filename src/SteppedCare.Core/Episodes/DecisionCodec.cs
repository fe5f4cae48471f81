namespace SteppedCare;

/// <summary>
/// A decision's record as numbered fields. It stands by itself: revision and facts are written whole, so that one record can be exported and replayed without its neighbours.
/// </summary>
internal static class DecisionCodec
{
    private const int DigestLength = 32;

    internal static void Write(FieldWriter fields, DecisionRecord record, DateTimeOffset recorded)
    {
        var asOf = record.AsOf.ToUnixTimeMilliseconds();
        fields.Number(1, (ulong)record.Call);
        fields.Signed(2, asOf - recorded.ToUnixTimeMilliseconds());
        fields.Text(3, record.Revision.Policy);
        fields.Text(4, record.Revision.Version);
        WriteDigest(fields, record.Revision.Digest);
        fields.Number(7, (uint)record.LanguageVersion);
        fields.Number(8, (ulong)record.Epoch);
        fields.Number(9, (uint)(record.Rule + 1));
        fields.Number(10, (ulong)record.Outcome);
        fields.Number(11, (ulong)record.Step);
        fields.Number(12, record.Consent ? 0u : 1u);
        fields.Bytes(13, RaisedTaskCodec.Encode(record.Tasks, record.AsOf));
        if (record.NextReview is { } next)
        {
            fields.Present(14, RaisedTaskCodec.Span(next, asOf));
        }

        if (record.NextDue is { } due)
        {
            fields.Present(15, RaisedTaskCodec.Span(due, asOf));
        }

        fields.Bytes(16, record.Facts.AsSpan());
    }

    internal static DecisionRecord Read(ReadOnlySpan<byte> bytes, DateTimeOffset recorded)
    {
        string policy = "", version = "", digest = "";
        var record = new DecisionRecord
        {
            Call = DecisionCall.None,
            AsOf = recorded,
            Revision = new RevisionName("", "", ""),
            LanguageVersion = 0,
            Epoch = 0,
            Rule = -1,
            Outcome = Outcome.None,
            Step = Step.None,
            Tasks = [],
            NextReview = null,
            NextDue = null,
            Facts = [],
            Consent = true,
        };
        var reader = new FieldReader(bytes);
        while (reader.Next(out var field))
        {
            switch (field.Number)
            {
                case 3:
                    policy = FieldReader.Text(field);
                    break;
                case 4:
                    version = FieldReader.Text(field);
                    break;
                case 5:
                    digest = Digest(field);
                    break;
                case 6:
                    digest = FieldReader.Text(field);
                    break;
                default:
                    record = With(record, field);
                    break;
            }
        }

        return record with { Revision = new RevisionName(policy, version, digest) };
    }

    private static DecisionRecord With(DecisionRecord record, in Field field) => field.Number switch
    {
        1 => record with { Call = FieldReader.Member<DecisionCall>(field) },
        2 => record with { AsOf = RaisedTaskCodec.Instant(record.AsOf, FieldReader.Signed(field)) },
        7 => record with { LanguageVersion = FieldReader.Whole(field) },
        8 => record with { Epoch = (long)FieldReader.Number(field) },
        9 => record with { Rule = FieldReader.Whole(field) - 1 },
        10 => record with { Outcome = FieldReader.Member<Outcome>(field) },
        11 => record with { Step = FieldReader.Member<Step>(field) },
        12 => record with { Consent = !FieldReader.Flag(field) },
        13 => record with { Tasks = RaisedTaskCodec.Decode(FieldReader.Bytes(field), record.AsOf) },
        14 => record with { NextReview = RaisedTaskCodec.After(record.AsOf, FieldReader.Number(field)) },
        15 => record with { NextDue = RaisedTaskCodec.After(record.AsOf, FieldReader.Number(field)) },
        16 => record with { Facts = [.. FieldReader.Bytes(field)] },
        _ => throw FieldReader.Unknown(field, "a decision"),
    };

    private static void WriteDigest(FieldWriter fields, string digest)
    {
        if (digest.Length == 2 * DigestLength && digest.All(char.IsAsciiHexDigitLower))
        {
            fields.Bytes(5, Convert.FromHexString(digest));
        }
        else
        {
            fields.Text(6, digest);
        }
    }

    private static string Digest(in Field field)
    {
        var bytes = FieldReader.Bytes(field);
        return bytes.Length == DigestLength ? Convert.ToHexStringLower(bytes) : throw new FormatException("A digest is thirty-two bytes.");
    }
}
