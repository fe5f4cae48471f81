namespace SteppedCare;

/// <summary>What was decided or done, as numbered fields under the act's own number in the entry.</summary>
internal static class ActCodec
{
    internal const int First = 8;
    internal const int Last = 12;

    private const int DecidedField = 8;
    private const int ConfirmedField = 9;
    private const int AcknowledgedField = 10;
    private const int ClosedField = 11;
    private const int NoticedField = 12;

    private const int SeenField = 4;

    internal static (int Field, byte[] Bytes) Encode(EpisodeAct act, DateTimeOffset recorded)
    {
        var fields = new FieldWriter();
        switch (act)
        {
            case Decided decided:
                DecisionCodec.Write(fields, decided.Record, recorded);
                return (DecidedField, fields.Written.ToArray());
            case Confirmed confirmed:
                fields.Number(1, (uint)confirmed.DecisionVersion);
                fields.Id(2, confirmed.Clinician);
                fields.Number(3, (ulong)confirmed.Outcome);
                fields.Number(4, (ulong)confirmed.Step);
                fields.Number(5, (ulong)confirmed.Override);
                fields.Text(6, confirmed.Note);
                fields.Number(7, confirmed.ReasonsReviewed ? 1u : 0u);
                return (ConfirmedField, fields.Written.ToArray());
            case TaskAcknowledged acknowledged:
                fields.Number(1, (ulong)acknowledged.Kind);
                fields.Id(2, acknowledged.Person);
                WriteSeen(fields, acknowledged.SeenVersion);
                return (AcknowledgedField, fields.Written.ToArray());
            case TaskClosed closed:
                fields.Number(1, (ulong)closed.Kind);
                fields.Id(2, closed.Person);
                fields.Number(3, (ulong)closed.Reason);
                WriteSeen(fields, closed.SeenVersion);
                return (ClosedField, fields.Written.ToArray());
            case Noticed noticed:
                fields.Text(1, noticed.Watch);
                fields.Signed(2, noticed.FellDue.ToUnixTimeMilliseconds() - recorded.ToUnixTimeMilliseconds());
                fields.Bytes(3, RaisedTaskCodec.Encode(noticed.Tasks, noticed.FellDue));
                WriteNumber(fields, noticed);
                return (NoticedField, fields.Written.ToArray());
            default:
                throw new ArgumentOutOfRangeException(nameof(act), act.GetType().Name, "Not an act of the trajectory's format.");
        }
    }

    internal static EpisodeAct Decode(int act, ReadOnlySpan<byte> bytes, DateTimeOffset recorded) => act switch
    {
        DecidedField => new Decided(DecisionCodec.Read(bytes, recorded)),
        ConfirmedField => ReadConfirmed(bytes),
        AcknowledgedField => ReadAcknowledged(bytes),
        NoticedField => ReadNoticed(bytes, recorded),
        _ => ReadClosed(bytes),
    };

    private static void WriteSeen(FieldWriter fields, int? version)
    {
        if (version is { } seen)
        {
            fields.Present(SeenField, (uint)seen);
        }
    }

    private static void WriteNumber(FieldWriter fields, Noticed noticed)
    {
        if (noticed.Number is { } number)
        {
            fields.Present(4, (uint)number);
            fields.Number(5, (uint)noticed.Since);
        }
    }

    private static Confirmed ReadConfirmed(ReadOnlySpan<byte> bytes)
    {
        var act = new Confirmed(0, "", Outcome.None, Step.None, OverrideReason.None, "", ReasonsReviewed: false);
        var reader = new FieldReader(bytes);
        while (reader.Next(out var field))
        {
            act = field.Number switch
            {
                1 => act with { DecisionVersion = FieldReader.Whole(field) },
                2 => act with { Clinician = FieldReader.Id(field) },
                3 => act with { Outcome = FieldReader.Member<Outcome>(field) },
                4 => act with { Step = FieldReader.Member<Step>(field) },
                5 => act with { Override = FieldReader.Member<OverrideReason>(field) },
                6 => act with { Note = FieldReader.Text(field) },
                7 => act with { ReasonsReviewed = FieldReader.Flag(field) },
                _ => throw FieldReader.Unknown(field, "a confirmation"),
            };
        }

        return act;
    }

    private static TaskAcknowledged ReadAcknowledged(ReadOnlySpan<byte> bytes)
    {
        var act = new TaskAcknowledged(TaskKind.None, "", null);
        var reader = new FieldReader(bytes);
        while (reader.Next(out var field))
        {
            act = field.Number switch
            {
                1 => act with { Kind = FieldReader.Member<TaskKind>(field) },
                2 => act with { Person = FieldReader.Id(field) },
                SeenField => act with { SeenVersion = FieldReader.Whole(field) },
                _ => throw FieldReader.Unknown(field, "an acknowledgement"),
            };
        }

        return act;
    }

    private static Noticed ReadNoticed(ReadOnlySpan<byte> bytes, DateTimeOffset recorded)
    {
        var act = new Noticed("", recorded, []);
        var reader = new FieldReader(bytes);
        while (reader.Next(out var field))
        {
            act = field.Number switch
            {
                1 => act with { Watch = FieldReader.Text(field) },
                2 => act with { FellDue = RaisedTaskCodec.Instant(recorded, FieldReader.Signed(field)) },
                3 => act with { Tasks = RaisedTaskCodec.Decode(FieldReader.Bytes(field), act.FellDue) },
                4 => act with { Number = FieldReader.Whole(field) },
                5 => act with { Since = FieldReader.Whole(field) },
                _ => throw FieldReader.Unknown(field, "what fell due"),
            };
        }

        return act;
    }

    private static TaskClosed ReadClosed(ReadOnlySpan<byte> bytes)
    {
        var act = new TaskClosed(TaskKind.None, "", TaskCloseReason.Unspecified, null);
        var reader = new FieldReader(bytes);
        while (reader.Next(out var field))
        {
            act = field.Number switch
            {
                1 => act with { Kind = FieldReader.Member<TaskKind>(field) },
                2 => act with { Person = FieldReader.Id(field) },
                3 => act with { Reason = FieldReader.Member<TaskCloseReason>(field) },
                SeenField => act with { SeenVersion = FieldReader.Whole(field) },
                _ => throw FieldReader.Unknown(field, "a closing"),
            };
        }

        return act;
    }
}
