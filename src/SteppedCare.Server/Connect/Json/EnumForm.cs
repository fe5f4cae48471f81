using Google.Protobuf.Reflection;

namespace SteppedCare.Server.Connect.Json;

/// <summary>The members of an enum by name.</summary>
internal sealed class EnumForm
{
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _byName;

    internal EnumForm(EnumDescriptor descriptor)
    {
        FullName = descriptor.FullName;
        Example = descriptor.Values[^1].Name;
        _byName = descriptor.Values.ToDictionary(member => member.Name, member => member.Number, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    internal string FullName { get; }

    internal string Example { get; }

    internal bool TryNumber(ReadOnlySpan<char> name, out int number) => _byName.TryGetValue(name, out number);
}
