using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using SteppedCare.Policies;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Publishing;
using SteppedCare.Server.Registry;
using Wire = SteppedCare.V1;

namespace SteppedCare.Server.Services.Publishing;

/// <summary>Each request about policies as the command it is, or the refusal that names everything wrong with it.</summary>
internal static class PolicyReading
{
    private const int MostReplicas = 100;

    internal static Result<RevisionsQuery> Read(Wire.ListRevisionsRequest request)
    {
        var violations = new Violations();
        return violations.Accept(new RevisionsQuery(
            request.Policy.Length == 0 ? null : violations.Policy("policy", request.Policy),
            PageTokens.Read(violations, "page_token", request.PageToken) is { } below ? (int)Math.Min(below, int.MaxValue) : null,
            violations.PageSize("page_size", request.PageSize),
            request.ShowRetired));
    }

    internal static Result<RevisionQuery> Read(Wire.GetRevisionRequest request)
    {
        var violations = new Violations();
        return violations.Accept(new RevisionQuery(Label(violations, request.Policy, request.Version)));
    }

    internal static Result<ValidateCommand> Read(Wire.ValidatePolicyRequest request)
    {
        var violations = new Violations();
        var label = new PolicyLabel(violations.Policy("policy", request.Policy), violations.VersionOrNull("version", request.Version) ?? "sketch");
        return violations.Accept(new ValidateCommand(Files(violations, "files", label, request.Files)));
    }

    internal static Result<PublishCommand> Read(Wire.PublishRevisionRequest request, Caller caller)
    {
        var violations = new Violations();
        var label = Label(violations, request.Policy, request.Version);
        var mark = Mark(violations, request, request.RequestId, caller);
        var files = Files(violations, "files", label, request.Files);
        if (request.Files is { } given)
        {
            using var within = violations.In("files");
            if (string.IsNullOrWhiteSpace(given.Cases))
            {
                violations.Add("cases", "is required");
            }

            if (given.Invariants.Length > 0)
            {
                violations.Add("invariants", "must be left out: invariants are published apart");
            }
        }

        return violations.Accept(new PublishCommand(mark, files, violations.Text("notes", request.Notes, required: false)));
    }

    internal static Result<PublishInvariantsCommand> Read(Wire.PublishInvariantsRequest request, Caller caller)
    {
        var violations = new Violations();
        return violations.Accept(new PublishInvariantsCommand(
            Mark(violations, request, request.RequestId, caller),
            violations.Policy("policy", request.Policy),
            violations.File("invariants", request.Invariants, PolicyForms.MostScriptBytes, required: true),
            violations.DigestOrNull("replaces_digest", request.ReplacesDigest),
            violations.Text("notes", request.Notes, required: false)));
    }

    internal static Result<ApproveCommand> Read(Wire.ApproveRevisionRequest request, Caller caller)
    {
        var violations = new Violations();
        var label = Label(violations, request.Policy, request.Version);
        return violations.Accept(new ApproveCommand(
            Mark(violations, request, request.RequestId, caller),
            new RevisionName(label.Policy, label.Version, violations.Digest("digest", request.Digest)),
            violations.DigestOrNull("invariants_digest", request.InvariantsDigest),
            violations.Digest("report_digest", request.ReportDigest),
            violations.Text("notes", request.Notes, required: false)));
    }

    internal static Result<RetireCommand> Read(Wire.RetireRevisionRequest request, Caller caller)
    {
        var violations = new Violations();
        return violations.Accept(new RetireCommand(
            Mark(violations, request, request.RequestId, caller),
            Label(violations, request.Policy, request.Version),
            violations.Text("reason", request.Reason, required: true)));
    }

    internal static Result<RolloutsQuery> Read(Wire.ListRolloutsRequest request)
    {
        var violations = new Violations();
        return violations.Accept(new RolloutsQuery(
            request.Service.Length == 0 ? null : violations.Name("service", request.Service),
            PageTokens.Read(violations, "page_token", request.PageToken),
            violations.PageSize("page_size", request.PageSize)));
    }

    internal static Result<SetRolloutCommand> Read(Wire.SetRolloutRequest request, Caller caller)
    {
        var violations = new Violations();
        var canary = violations.VersionOrNull("canary_version", request.CanaryVersion);
        var share = violations.Share("canary_percent", request.CanaryPercent);
        if (canary is null && share > 0)
        {
            violations.Add("canary_version", "is required with a share");
        }

        if (request.ShadowVersions.Count > SetRollout.MostShadows)
        {
            violations.Add("shadow_versions", "must be three at most");
        }

        if (request.WithoutReplicas.Count > MostReplicas)
        {
            violations.Add("without_replicas", "must be one hundred at most");
        }

        return violations.Accept(new SetRolloutCommand(
            Mark(violations, request, request.RequestId, caller),
            violations.Policy("policy", request.Policy),
            violations.Seen("seen", request.Seen),
            violations.Version("active_version", request.ActiveVersion),
            canary,
            share,
            violations.Names("shadow_versions", request.ShadowVersions, (within, text) => Here(within, text, PolicyForms.Version)),
            violations.Guard("guard", request.Guard),
            violations.InstantOrEmpty("not_before", request.NotBefore),
            violations.Text("reason", request.Reason, required: true),
            violations.Names("without_replicas", request.WithoutReplicas, (_, text) => text)));
    }

    internal static Result<RollBackCommand> Read(Wire.RollBackRequest request, Caller caller)
    {
        var violations = new Violations();
        return violations.Accept(new RollBackCommand(
            Mark(violations, request, request.RequestId, caller),
            violations.Seen("seen", request.Seen),
            violations.Text("reason", request.Reason, required: true)));
    }

    internal static Result<CompareCommand> Read(Wire.CompareRevisionsRequest request)
    {
        var violations = new Violations();
        var before = new PolicyLabel(violations.Policy("policy", request.Policy), violations.Version("version_before", request.VersionBefore));
        return violations.Accept(new CompareCommand(
            before, Choice(violations, request.Policy, "version_after", request.VersionAfter, "files_after", request.FilesAfter)));
    }

    internal static Result<BackTestCommand> Read(Wire.BackTestRequest request)
    {
        var violations = new Violations();
        var candidate = Choice(violations, violations.Policy("policy", request.Policy), "version", request.Version, "files", request.Files);
        var (from, before) = (violations.InstantOrEmpty("from", request.From), violations.InstantOrEmpty("before", request.Before));
        if (from >= before)
        {
            violations.Add("before", "must be later than from");
        }

        return violations.Accept(new BackTestCommand(
            candidate, violations.Names("services", request.Services, (within, text) => Here(within, text, FieldForms.Name)), from, before));
    }

    internal static Result<DisagreementsQuery> Read(Wire.GetDisagreementsRequest request)
    {
        var violations = new Violations();
        if (request.Epoch < 0)
        {
            violations.Add("epoch", "must not be negative");
        }

        return violations.Accept(new DisagreementsQuery(violations.Name("service", request.Service), request.Epoch == 0 ? null : request.Epoch));
    }

    private static PolicyLabel Label(Violations violations, string policy, string version) =>
        new(violations.Policy("policy", policy), violations.Version("version", version));

    // The method is part of it, and so is who asks: the same id for another method is another request, and two persons' approvals are two.
    private static ChangeMark Mark(Violations violations, IMessage request, string requestId, Caller caller) => new(
        new RegistryRequest(
            violations.Name("request_id", requestId),
            Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(request.Descriptor.FullName), 0, .. Encoding.UTF8.GetBytes(caller.Person), 0, .. request.ToByteArray()]))),
        caller.Person);

    private static RevisionChoice Choice(Violations violations, string policy, string versionField, string version, string filesField, Wire.PolicyFiles? files)
    {
        if ((version.Length > 0) == (files is not null))
        {
            violations.Add(versionField, $"is required, or {filesField} in its place, but not both");
        }

        return new RevisionChoice(
            policy,
            violations.VersionOrNull(versionField, version),
            files is null ? null : Files(violations, filesField, new PolicyLabel(policy, "sketch"), files));
    }

    private static PolicyBundle Files(Violations violations, string field, PolicyLabel label, Wire.PolicyFiles? files)
    {
        if (files is null)
        {
            violations.Add(field, "is required");
        }

        using var within = violations.In(field);
        return new PolicyBundle(
            label,
            files is null ? "" : violations.File("script", files.Script, PolicyForms.MostScriptBytes, required: true),
            violations.File("cases", files?.Cases ?? "", PolicyForms.MostCasesBytes, required: false),
            violations.File("invariants", files?.Invariants ?? "", PolicyForms.MostScriptBytes, required: false),
            violations.File("readme", files?.Readme ?? "", PolicyForms.MostReadmeBytes, required: false));
    }

    // An element of a list has no name below its place.
    private static string Here(Violations violations, string text, Func<Violations, string, string, string> form)
    {
        var element = new Violations();
        form(element, "element", text);
        if (element.Any)
        {
            violations.AddHere(element.Refuse().Violations[0].Description);
        }

        return text;
    }
}
