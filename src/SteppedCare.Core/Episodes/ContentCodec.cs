namespace SteppedCare;

/// <summary>What an event says, as numbered fields from 6 on. The number of each kind and field is written into trajectories: never changed, never used again.</summary>
internal static class ContentCodec
{
    private const int CorrectedKind = 12;
    private const int VoidedKind = 13;

    internal static int KindOf(EventContent content) => content switch
    {
        ReferralReceived => 1,
        Contact => 2,
        ScoreRecorded => 3,
        StepStarted => 4,
        RiskAnswered => 5,
        RiskReviewRecorded => 6,
        ProblemDescribed => 7,
        CircumstancesAnswered => 8,
        PlanExplained => 9,
        StepDeclined => 10,
        ConsentChanged => 11,
        Corrected => CorrectedKind,
        Voided => VoidedKind,
        EpisodeEnded => 14,
        _ => throw new ArgumentOutOfRangeException(nameof(content), content.GetType().Name, "Not an event of the trajectory's format."),
    };

    internal static void Write(FieldWriter fields, EventContent content, DateOnly date)
    {
        switch (content)
        {
            case ReferralReceived referral:
                fields.Number(6, (ulong)referral.Source);
                fields.Bytes(7, ListCodec.PriorCourses(referral.PriorCourses, date));
                break;
            case Contact contact:
                // What most contacts say, in one byte.
                fields.Number(6, ((ulong)contact.Attendance << 4) | (ulong)contact.Appointment);
                fields.Number(8, (ulong)contact.TherapyCode);
                fields.Number(9, (ulong)contact.Mode);
                fields.Number(10, (ulong)contact.CancelledBy);
                break;
            case ScoreRecorded score:
                fields.Number(6, (ulong)score.Instrument);
                ItemsCodec.Write(fields, score);
                if (score.TotalThousandths is { } total)
                {
                    fields.Present(9, (uint)total);
                }

                fields.Number(10, ItemsCodec.VariantOf(score));
                break;
            case StepStarted started:
                fields.Number(6, (ulong)started.Step);
                break;
            case RiskAnswered risk:
                fields.Bytes(6, ListCodec.Pairs(risk.Answers, answer => ((int)answer.Topic, answer.Answer)));
                break;
            case RiskReviewRecorded review:
                fields.Id(6, review.Reviewer);
                fields.Signed(7, review.ValidUntil.DayNumber - date.DayNumber);
                break;
            case ProblemDescribed problem:
                fields.Number(6, (ulong)problem.Problem);
                fields.Number(7, (ulong)problem.Status);
                fields.Id(8, problem.AssignedBy);
                break;
            case CircumstancesAnswered circumstances:
                if (circumstances.AgeYears is { } age)
                {
                    fields.Present(6, (uint)age);
                }

                fields.Number(7, (ulong)circumstances.Preference);
                fields.Bytes(8, ListCodec.Pairs(circumstances.Answers, answer => ((int)answer.Circumstance, answer.Answer)));
                if (circumstances.TraumaOn is { } trauma)
                {
                    fields.PresentSigned(9, trauma.DayNumber - date.DayNumber);
                }

                break;
            case PlanExplained plan:
                fields.Number(6, (ulong)plan.Understood);
                fields.Number(7, (ulong)plan.Accepted);
                break;
            case StepDeclined declined:
                fields.Number(6, (ulong)declined.Step);
                break;
            case ConsentChanged consent:
                fields.Number(6, (ulong)consent.Scope);
                fields.Number(7, consent.Given ? 1u : 0u);
                break;
            case Corrected corrected:
                fields.Id(6, corrected.EventId);
                fields.Signed(7, corrected.HappenedOn.DayNumber - date.DayNumber);
                EventCodec.Time(fields, 8, corrected.At);
                fields.PresentBytes(EntryCodec.FirstEvent + Replaceable(KindOf(corrected.Replacement)), Alone(corrected.Replacement, corrected.HappenedOn));
                break;
            case Voided voided:
                fields.Id(6, voided.EventId);
                fields.Number(7, (ulong)voided.Reason);
                break;
            case EpisodeEnded ended:
                fields.Number(6, (ulong)ended.Reason);
                break;
        }
    }

    /// <summary>Reads a content whose first field, if any, is already read.</summary>
    internal static EventContent Read(int kind, ref FieldReader reader, Field field, bool more, DateOnly date)
    {
        var values = new ContentFields();
        for (; more; more = reader.Next(out field))
        {
            values.Take(kind, field, date);
        }

        return kind switch
        {
            1 => new ReferralReceived(values.Member<ReferralSource>(6), values.PriorCourses),
            2 => new Contact(FieldReader.Member<AppointmentType>(values[6] & 15), FieldReader.Member<Attendance>(values[6] >> 4), (long)values[8], values.Member<DeliveryMode>(9), values.Member<CancelledBy>(10)),
            3 => ItemsCodec.Read(values),
            4 => new StepStarted(values.Member<Step>(6)),
            5 => new RiskAnswered(ListCodec.Pairs(values.List, (topic, answer) => new RiskAnswer(FieldReader.Member<RiskTopic>(topic), answer))),
            6 => new RiskReviewRecorded(values.Id, FieldReader.Date(date, FieldReader.ZagZig(values[7]))),
            7 => new ProblemDescribed(values.Member<Problem>(6), values.Member<DescriptorStatus>(7)) { AssignedBy = values.Id },
            8 => new CircumstancesAnswered(
                values.Has(6) ? (int)(uint)values[6] : null,
                values.Member<Preference>(7),
                ListCodec.Pairs(values.List, (topic, answer) => new CircumstanceAnswer(FieldReader.Member<Circumstance>(topic), answer)))
            {
                TraumaOn = values.Has(9) ? FieldReader.Date(date, FieldReader.ZagZig(values[9])) : null,
            },
            9 => new PlanExplained(values.Member<Answer>(6), values.Member<Answer>(7)),
            10 => new StepDeclined(values.Member<Step>(6)),
            11 => new ConsentChanged(values.Member<ConsentScope>(6), values[7] == 1),
            CorrectedKind => new Corrected(
                values.Id,
                FieldReader.Date(date, FieldReader.ZagZig(values[7])),
                values.Time,
                values.Replacement ?? throw new FormatException("A correction says nothing.")),
            VoidedKind => new Voided(values.Id, values.Member<VoidReason>(7)),
            14 => new EpisodeEnded(values.Member<EndReason>(6)),
            _ => throw new FormatException($"Event {kind} is not known to this version."),
        };
    }

    /// <summary>A correction corrects an original, never a correction or a withdrawal: so nothing nests.</summary>
    internal static int Replaceable(int kind) =>
        kind is CorrectedKind or VoidedKind ? throw new FormatException("A correction corrects an original event.") : kind;

    private static ReadOnlySpan<byte> Alone(EventContent content, DateOnly date)
    {
        var fields = new FieldWriter();
        Write(fields, content, date);
        return fields.Written;
    }
}
