using System.Reflection;
using Grpc.AspNetCore.Server;
using Grpc.Net.Client;

namespace SteppedCare.StandIns.Tests.References;

/// <summary>
/// Names of parameters and nullability do not bind compiled code, but they bind our source. Where the real assemblies override or
/// implement a member of a stand-in, they say how the real one was written.
/// </summary>
public sealed class GrpcNullabilityTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    public static TheoryData<string> Users => [typeof(GrpcServiceOptions).Assembly.GetName().Name!, typeof(GrpcChannel).Assembly.GetName().Name!];

    [Theory]
    [MemberData(nameof(Users))]
    public void Parameters_and_nullability_are_those_of_the_real_overrides(string assembly)
    {
        var pairs = Assembly.Load(assembly).GetTypes().SelectMany(Pairs).ToList();

        Assert.NotEmpty(pairs);
        Assert.Empty(pairs.SelectMany(pair => Differences(pair.Real, pair.StandIn)).Distinct());
    }

    [Fact]
    public void A_difference_is_noticed()
    {
        var nullable = typeof(Written).GetMethod(nameof(Written.Nullable))!;
        var strict = typeof(Written).GetMethod(nameof(Written.Strict))!;

        Assert.Empty(Differences(nullable, nullable));
        Assert.Equal(
            ["Written.Strict(words) is named text in Written", "Written.Strict(words) is NotNull, Nullable in Written"],
            Differences(nullable, strict));
    }

    private static IEnumerable<(MethodInfo Real, MethodInfo StandIn)> Pairs(Type type)
    {
        var overrides = type.GetMethods(Declared).Where(method => method.IsVirtual)
            .Select(method => (Real: method, StandIn: method.GetBaseDefinition()))
            .Where(pair => pair.Real != pair.StandIn);
        var implementations = type.IsInterface
            ? []
            : type.GetInterfaces().Where(IsStandIn).Select(type.GetInterfaceMap)
                .SelectMany(map => map.TargetMethods.Zip(map.InterfaceMethods))
                .Where(pair => pair.First.DeclaringType == type)
                .Select(pair => (Real: pair.First, StandIn: pair.Second));
        return overrides.Concat(implementations).Where(pair => IsStandIn(pair.StandIn.DeclaringType!));
    }

    private static bool IsStandIn(Type type) => type.Assembly.GetName().Name is "Grpc.Core.Api" or "Grpc.Net.Common";

    private static IEnumerable<string> Differences(MethodInfo real, MethodInfo standIn)
    {
        var reader = new NullabilityInfoContext();
        foreach (var (r, s) in real.GetParameters().Append(real.ReturnParameter).Zip(standIn.GetParameters().Append(standIn.ReturnParameter)))
        {
            var where = $"{standIn.DeclaringType!.Name}.{standIn.Name}({s.Name})";
            if (r.Position >= 0 && r.Name != s.Name)
            {
                yield return $"{where} is named {r.Name} in {real.DeclaringType!.Name}";
            }

            // What a type parameter allows depends on its argument.
            var (realState, ourState) = (reader.Create(r), reader.Create(s));
            if (!r.ParameterType.IsValueType && !r.ParameterType.IsGenericParameter && !s.ParameterType.IsGenericParameter
                && realState.ReadState != ourState.ReadState)
            {
                yield return $"{where} is {ourState.ReadState}, {realState.ReadState} in {real.DeclaringType!.Name}";
            }
        }
    }

    private static class Written
    {
        public static string? Nullable(string? text) => text;

        public static string? Strict(string words) => words;
    }
}
