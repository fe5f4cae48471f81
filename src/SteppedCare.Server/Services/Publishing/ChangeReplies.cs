using SteppedCare.Server.Publishing;
using SteppedCare.Server.Workshop;
using Wire = SteppedCare.V1;

namespace SteppedCare.Server.Services.Publishing;

/// <summary>What a change of revision does, or did, to people, as the contract has it. Core's lists have the contract's numbers.</summary>
internal static class ChangeReplies
{
    internal static Wire.CompareRevisionsResponse Compared(ComparisonAnswer answer) => new()
    {
        Regions = { answer.Regions.Select(Of) },
        Complete = answer.IsComplete,
    };

    internal static Wire.BackTestResponse Of(BackTestProgress progress) => new()
    {
        Decisions = progress.Decisions,
        Episodes = progress.Episodes,
        Changed = progress.Changed,
        Unreadable = progress.Unreadable,
    };

    internal static Wire.BackTestResponse Of(BackTestAnswer answer, bool withNames)
    {
        var reply = Of(answer.Whole);
        reply.Done = true;
        reply.Cells.AddRange(answer.Cells.Select(cell => Of(cell, withNames)));
        reply.Lower = answer.Lower;
        reply.Faults = answer.Faults;
        return reply;
    }

    internal static Wire.GetDisagreementsResponse Disagreed(DisagreementsAnswer answer, bool withNames) => new()
    {
        Epoch = answer.Epoch,
        Shadows = { answer.Shadows.Select(shadow => new Wire.ShadowMatrix { ShadowVersion = shadow.Version, Cells = { shadow.Cells.Select(cell => Of(cell, withNames)) } }) },
    };

    private static Wire.ComparisonRegion Of(ComparedRegion region) => new()
    {
        Call = (Wire.DecisionCall)region.Call,
        RuleBefore = region.RuleBefore,
        RuleAfter = region.RuleAfter,
        AnswerBefore = region.AnswerBefore,
        AnswerAfter = region.AnswerAfter,
        Where = region.Where,
        Certainty = GateReplies.Of(region.Certainty),
        Example = region.Example,
        Lower = region.IsLower,
    };

    private static Wire.ChangeCell Of(AnswerCell cell, bool withNames) => new()
    {
        Call = (Wire.DecisionCall)cell.Call,
        OutcomeBefore = (Wire.Outcome)cell.OutcomeBefore,
        StepBefore = (Wire.Step)cell.StepBefore,
        OutcomeAfter = (Wire.Outcome)cell.OutcomeAfter,
        StepAfter = (Wire.Step)cell.StepAfter,
        Decisions = cell.Decisions,
        Episodes = cell.Episodes,
        Lower = cell.IsLower,
        LosesTasks = cell.LosesTasks,
        GainsTasks = cell.GainsTasks,
        Samples = { withNames ? cell.Samples : [] },
    };
}
