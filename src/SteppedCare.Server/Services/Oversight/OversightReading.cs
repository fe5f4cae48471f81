using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Oversight;
using SteppedCare.Server.Services.Publishing;
using SteppedCare.Server.Trajectories;
using Wire = SteppedCare.V1;

namespace SteppedCare.Server.Services.Oversight;

/// <summary>Each question of a service lead, or the refusal that names everything wrong with it. Core's lists have the contract's numbers.</summary>
internal static class OversightReading
{
    private const long MostSeconds = 36_500L * 86_400;

    internal static Result<WorklistQuery> Read(Wire.ListWorklistRequest request)
    {
        var violations = new Violations();
        var filter = new WorklistFilter(
            Members<TaskKind, Wire.TaskKind>(violations, "kinds", request.Kinds, mayBeNone: false),
            Members<Step, Wire.Step>(violations, "steps", request.Steps, mayBeNone: true),
            Acknowledged(violations, request.Acknowledgement),
            null);
        return violations.Accept(new WorklistQuery(
            violations.Name("service", request.Service),
            filter,
            Age(violations, request.MinimumAge),
            violations.PageSize("page_size", request.PageSize),
            OversightTokens.Read(violations, request)));
    }

    internal static Result<DecisionsQuery> Read(Wire.ListDecisionsRequest request)
    {
        var violations = new Violations();
        var (from, before) = (violations.InstantOrEmpty("from", request.From), violations.InstantOrEmpty("before", request.Before));
        if (from >= before)
        {
            violations.Add("before", "must be later than from");
        }

        return violations.Accept(new DecisionsQuery(
            violations.Name("service", request.Service),
            from,
            before,
            Members<Outcome, Wire.Outcome>(violations, "outcomes", request.Outcomes, mayBeNone: false),
            violations.Known<DecisionCall>("call", (int)request.Call),
            violations.VersionOrNull("version", request.Version),
            violations.PageSize("page_size", request.PageSize),
            OversightTokens.Read(violations, request)));
    }

    internal static Result<WatchQuery> Read(Wire.WatchWorklistRequest request)
    {
        var violations = new Violations();
        return violations.Accept(new WatchQuery(
            violations.Name("service", request.Service),
            Watched.Tasks,
            Members<TaskKind, Wire.TaskKind>(violations, "kinds", request.Kinds, mayBeNone: false),
            OversightTokens.ReadWatch(violations, request.Service, request.ResumeToken)));
    }

    internal static Result<WatchQuery> Read(Wire.WatchDecisionsRequest request)
    {
        var violations = new Violations();
        return violations.Accept(new WatchQuery(
            violations.Name("service", request.Service), Watched.Decisions, [], OversightTokens.ReadWatch(violations, request.Service, request.ResumeToken)));
    }

    internal static ImmutableArray<TMember> Members<TMember, TWire>(Violations violations, string field, RepeatedField<TWire> given, bool mayBeNone)
        where TMember : struct, System.Enum
        where TWire : struct, System.Enum
    {
        var members = ImmutableSortedSet.CreateBuilder<TMember>();
        for (var index = 0; index < given.Count && !violations.Full; index++)
        {
            using var element = violations.In(field, index);
            var number = given[index];
            var member = Unsafe.BitCast<TWire, TMember>(number);
            if (!System.Enum.IsDefined(member))
            {
                violations.AddHere("is not a value of this contract");
            }
            else if (!mayBeNone && Unsafe.BitCast<TWire, int>(number) == 0)
            {
                violations.AddHere("must say which");
            }

            members.Add(member);
        }

        return [.. members];
    }

    private static bool? Acknowledged(Violations violations, Wire.Acknowledgement wanted)
    {
        switch (wanted)
        {
            case Wire.Acknowledgement.Unspecified:
                return null;
            case Wire.Acknowledgement.Awaited:
                return false;
            case Wire.Acknowledgement.Given:
                return true;
            default:
                violations.Add("acknowledgement", "is not a value of this contract");
                return null;
        }
    }

    private static TimeSpan? Age(Violations violations, Duration? age)
    {
        if (age is null or { Seconds: >= 0 and <= MostSeconds, Nanos: >= 0 and <= 999_999_999 })
        {
            return age?.ToTimeSpan();
        }

        violations.Add("minimum_age", "must be 0 seconds to 36,500 days");
        return null;
    }
}
