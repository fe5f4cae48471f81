namespace SteppedCare.StandIns.Tests.References;

/// <summary>What the real packages and generated code ask of Grpc.Core.Api and Grpc.Net.Common is there.</summary>
public sealed class GrpcReferenceTests
{
    public static TheoryData<string> Users =>
    [
        "Grpc.AspNetCore.Server.dll", "Grpc.Net.Client.dll", "SteppedCare.Contracts.dll", "SteppedCare.Server.dll", "SteppedCare.Client.dll", "stepped-care.dll",
        "SteppedCare.StandIns.Tests.dll",
    ];

    [Theory]
    [MemberData(nameof(Users))]
    public void Everything_that_is_referenced_exists(string user)
    {
        using var image = Image(user);
        using var api = Image("Grpc.Core.Api.dll");
        using var common = Image("Grpc.Net.Common.dll");

        var scan = ReferenceScan.Of(image, api, common);

        Assert.Empty(scan.Missing);
        Assert.True(scan.Checked > 10, $"only {scan.Checked} references were found");
    }

    [Theory]
    [InlineData("Grpc.AspNetCore.Server.dll")]
    [InlineData("Grpc.Net.Client.dll")]
    public void The_identities_that_are_asked_for_are_given(string user)
    {
        using var image = Image(user);
        var asked = image.Reader.AssemblyReferences.Select(handle => image.Reader.GetAssemblyReference(handle).GetAssemblyName())
            .Where(name => name.Name is "Grpc.Core.Api" or "Grpc.Net.Common").ToList();

        Assert.NotEmpty(asked);
        foreach (var name in asked)
        {
            using var given = Image($"{name.Name}.dll");
            Assert.Equal(name.Version, given.Name.Version);
            Assert.Equal(name.GetPublicKeyToken(), given.Name.GetPublicKeyToken());
        }
    }

    [Fact]
    public void A_member_that_a_stand_in_lacks_is_reported()
    {
        // A made-up Grpc.Core.Api, newer than ours.
        var newer = Compiled.From("Grpc.Core.Api", """
            namespace Grpc.Core;
            public sealed class Metadata { public int Weight() => 0; }
            public sealed class Postage { }
            """);
        using var user = Compiled.Image(
            "User",
            "public class U { public int W(Grpc.Core.Metadata m) => m.Weight() + new Grpc.Core.Postage().GetHashCode(); }",
            Microsoft.CodeAnalysis.MetadataReference.CreateFromImage(newer));
        using var api = Image("Grpc.Core.Api.dll");

        Assert.Equal(
            ["Grpc.Core.Metadata: Int32 Weight()", "Grpc.Core.Postage: Void .ctor()", "type Grpc.Core.Postage"],
            ReferenceScan.Of(user, api).Missing);
    }

    private static AssemblyImage Image(string file) => AssemblyImage.Open(Path.Combine(AppContext.BaseDirectory, file));
}
