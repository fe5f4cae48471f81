using System.Buffers;
using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>
/// What is kept beside a trajectory for audit only, by the version of the episode that told it: so that what a write changed in the figures can be worked out
/// later, whatever was told since. A format: the number 1, then an entry after another: version, kind, length (base-128) and its bytes. What earlier builds
/// kept, one set of attributes and no version, can not begin so, and counts from version 1.
/// </summary>
internal sealed class AuditRecord
{
    private const byte Format = 1;

    private readonly ImmutableArray<AuditEntry> _entries;

    private AuditRecord(ImmutableArray<AuditEntry> entries) => _entries = entries;

    /// <summary>Nothing was told.</summary>
    internal static AuditRecord Empty { get; } = new([]);

    /// <exception cref="FormatException">Nobody wrote this, or a newer release did.</exception>
    internal static AuditRecord Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return Empty;
        }

        if (bytes[0] != Format)
        {
            return new([new AuditEntry(1, AuditKind.Groups, [.. AuditGroups.Read(bytes).Write()])]);
        }

        var entries = ImmutableArray.CreateBuilder<AuditEntry>();
        for (bytes = bytes[1..]; !bytes.IsEmpty;)
        {
            var version = FieldReader.Whole(Varint.Read(ref bytes));
            entries.Add(new AuditEntry(version, FieldReader.Member<AuditKind>(Varint.Read(ref bytes)), [.. FieldReader.Prefixed(ref bytes)]));
        }

        return new(entries.ToImmutable());
    }

    internal byte[] Write()
    {
        var bytes = new ArrayBufferWriter<byte>();
        bytes.Write([Format]);
        foreach (var (version, kind, content) in _entries)
        {
            Varint.Write(bytes, (uint)version);
            Varint.Write(bytes, (uint)kind);
            Varint.Write(bytes, (uint)content.Length);
            bytes.Write(content.AsSpan());
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>How many answered questionnaires were told, those that replaced another among them.</summary>
    internal int AnsweredTold => _entries.Count(entry => entry.Kind == AuditKind.Experience && PatientExperience.Read(entry.Content.AsSpan()).IsAnswered);

    /// <summary>The groups as they stood at that version of the episode.</summary>
    internal AuditGroups GroupsAt(int version) =>
        _entries.LastOrDefault(entry => entry.Kind == AuditKind.Groups && entry.Version <= version) is { Version: > 0 } told ? AuditGroups.Read(told.Content.AsSpan()) : AuditGroups.None;

    /// <summary>The questionnaires as they stood at that version of the episode, in the order in which they were told: of each id the latest.</summary>
    internal IEnumerable<PatientExperience> ExperienceAt(int version) => _entries
        .Where(entry => entry.Kind == AuditKind.Experience && entry.Version <= version)
        .Select(entry => PatientExperience.Read(entry.Content.AsSpan()))
        .Reverse()
        .DistinctBy(told => told.Id, StringComparer.Ordinal)
        .Reverse();

    /// <summary>With these groups from that version on; the same record where they are what it says already.</summary>
    internal AuditRecord With(int version, AuditGroups groups) =>
        GroupsAt(version).Equals(groups) ? this : new(_entries.Add(new AuditEntry(version, AuditKind.Groups, [.. groups.Write()])));

    /// <summary>With this questionnaire from that version on, in place of what was told under its id; the same record where it says that already, or nothing was answered and there
    /// is nothing to take back.</summary>
    internal AuditRecord With(int version, PatientExperience told)
    {
        var content = told.Write();
        var standing = ExperienceAt(version).FirstOrDefault(known => known.Id == told.Id);
        var isNews = told.IsAnswered ? standing?.Write().AsSpan().SequenceEqual(content) is not true : standing is { IsAnswered: true };
        return isNews ? new(_entries.Add(new AuditEntry(version, AuditKind.Experience, [.. content]))) : this;
    }
}

/// <summary>What an entry of an audit record tells. The numbers are stored: never changed, never used again.</summary>
internal enum AuditKind
{
    /// <summary>The groups that the person belongs to, in place of those told before.</summary>
    Groups = 1,

    /// <summary>A questionnaire about the experience of care, in place of what was told before under its id.</summary>
    Experience = 2,
}

/// <summary>One entry of an audit record.</summary>
/// <param name="Version">The version of the episode that told it.</param>
/// <param name="Kind">What it tells.</param>
/// <param name="Content">It, in the kind's own form.</param>
internal readonly record struct AuditEntry(int Version, AuditKind Kind, ImmutableArray<byte> Content);
