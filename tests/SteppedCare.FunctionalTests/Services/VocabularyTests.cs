using System.Reflection;
using SteppedCare.Server.Decisions;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Services;

/// <summary>Core's lists and the contract's are cast into each other by number: they must agree, name by name, in both directions.</summary>
public sealed class VocabularyTests
{
    // Each list of the contract with Core's of the same meaning.
    public static TheoryData<Type, Type> Lists => new()
    {
        { typeof(Wire.ReferralSource), typeof(ReferralSource) },
        { typeof(Wire.AppointmentType), typeof(AppointmentType) },
        { typeof(Wire.Attendance), typeof(Attendance) },
        { typeof(Wire.DeliveryMode), typeof(DeliveryMode) },
        { typeof(Wire.CancelledBy), typeof(CancelledBy) },
        { typeof(Wire.DescriptorStatus), typeof(DescriptorStatus) },
        { typeof(Wire.Problem), typeof(Problem) },
        { typeof(Wire.Preference), typeof(Preference) },
        { typeof(Wire.Answer), typeof(Answer) },
        { typeof(Wire.RiskTopic), typeof(RiskTopic) },
        { typeof(Wire.Circumstance), typeof(Circumstance) },
        { typeof(Wire.ConsentScope), typeof(ConsentScope) },
        { typeof(Wire.VoidReason), typeof(VoidReason) },
        { typeof(Wire.EndReason), typeof(EndReason) },
        { typeof(Wire.Instrument), typeof(InstrumentCode) },
        { typeof(Wire.ItemSet), typeof(ItemSet) },
        { typeof(Wire.Step), typeof(Step) },
        { typeof(Wire.Outcome), typeof(Outcome) },
        { typeof(Wire.Flag), typeof(Flag) },
        { typeof(Wire.TaskKind), typeof(TaskKind) },
        { typeof(Wire.Format), typeof(Format) },
        { typeof(Wire.Checklist), typeof(Checklist) },
        { typeof(Wire.OverrideReason), typeof(OverrideReason) },
        { typeof(Wire.TaskCloseReason), typeof(TaskCloseReason) },
        { typeof(Wire.DecisionCall), typeof(DecisionCall) },
        { typeof(Wire.Urgency), typeof(Urgency) },
        { typeof(Wire.ReportGrouping), typeof(ReportGrouping) },
        { typeof(Wire.MeasureForm), typeof(MeasureForm) },
        { typeof(Wire.EquityAxis), typeof(EquityAxis) },
        { typeof(Wire.ChoiceAnswer), typeof(ChoiceAnswer) },
        { typeof(Wire.SatisfactionAnswer), typeof(SatisfactionAnswer) },
        { typeof(Wire.FrequencyAnswer), typeof(FrequencyAnswer) },
        { typeof(Wire.TaskChange), typeof(Server.Oversight.TaskChange) },
        { typeof(Wire.DecisionChange), typeof(Server.Oversight.DecisionChange) },
        { typeof(Wire.ExportKind), typeof(Server.Oversight.ExportKind) },
    };

    // Lists of which the server's own has no member for what nobody said.
    public static TheoryData<Type, Type> Verdicts => new()
    {
        { typeof(Wire.Gate), typeof(Policies.Gate) },
        { typeof(Wire.GateVerdict), typeof(Policies.GateVerdict) },
        { typeof(Wire.RolloutChange), typeof(Server.Registry.RolloutChange) },
        { typeof(Wire.RolloutState), typeof(Server.Publishing.RolloutStage) },
    };

    // Written out member by member where they are used.
    private static readonly Type[] s_spelled = [typeof(Wire.Certainty), typeof(Wire.RevisionState), typeof(Wire.Acknowledgement), typeof(Wire.HumanActKind)];

    [Theory]
    [MemberData(nameof(Lists))]
    public void A_list_of_the_contract_is_Cores_number_by_number_and_name_by_name(Type wire, Type core)
    {
        Assert.Equal(typeof(int), Enum.GetUnderlyingType(core));
        Assert.Equal(Members(core), Members(wire));
        Assert.True(Enum.IsDefined(wire, 0), "the contract's zero says that nothing was said");
        Assert.True(Enum.IsDefined(core, 0), "Core's zero says that nothing was said");
    }

    [Theory]
    [MemberData(nameof(Verdicts))]
    public void A_verdict_of_the_contract_is_the_servers_number_by_number_and_name_by_name(Type wire, Type own) => Assert.Equal(Members(own), Members(wire));

    [Fact]
    public void No_list_of_the_contract_is_left_out()
    {
        var contract = typeof(Wire.Event).Assembly.GetTypes().Where(type => type.IsEnum && type.IsPublic && type.Namespace == "SteppedCare.V1");

        Assert.Equal(contract.Select(type => type.Name).Order(), Lists.Concat(Verdicts).Select(row => ((Type)row[0]).Name).Concat(s_spelled.Select(list => list.Name)).Order());
    }

    [Fact]
    public void Every_kind_of_event_of_Core_is_in_the_contract()
    {
        var kinds = typeof(EventContent).Assembly.GetTypes().Where(type => type.BaseType == typeof(EventContent));

        Assert.Equal(kinds.Count(), Wire.Event.Descriptor.Oneofs.Single(oneof => oneof.Name == "content").Fields.Count);
    }

    [Fact]
    public void Every_reason_of_this_layer_stays_as_published()
    {
        var reasons = typeof(Result<>).Assembly.GetType("SteppedCare.Server.Services.WireReasons", throwOnError: true)!
            .GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
            .Select(field => (string)field.GetRawConstantValue()!)
            .Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "CANCELLED",
                "CONTENT_TYPE_UNSUPPORTED",
                "DEADLINE_EXCEEDED",
                "ENCODING_UNSUPPORTED",
                "FATE_UNKNOWN",
                "HEALTH_SERVICE_UNKNOWN",
                "HTTP_METHOD_UNSUPPORTED",
                "HTTP_VERSION_UNSUPPORTED",
                "INTERNAL",
                "INVALID_FIELDS",
                "INVALID_HEADER",
                "MALFORMED_REQUEST",
                "METHOD_UNKNOWN",
                "POLICY_NOT_LIVE",
                "REQUEST_TOO_LARGE",
                "SERVER_STOPPING",
                "STORE_UNAVAILABLE",
            ],
            reasons);
    }

    // The member numbered zero is called by what its absence means; its name may differ.
    private static IEnumerable<string> Members(Type list) => Enum.GetValuesAsUnderlyingType(list).Cast<int>().Where(number => number != 0).Order()
        .Select(number => $"{number} {Enum.GetName(list, number)}");
}
