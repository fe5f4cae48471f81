using System.Text.Json;
using Google.Protobuf.Reflection;

namespace SteppedCare.Server.Connect.Json;

/// <summary>The members of an enum by name and number.</summary>
internal sealed class EnumForm
{
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _byName;
    private readonly Dictionary<int, JsonEncodedText> _byNumber = [];

    internal EnumForm(EnumDescriptor descriptor)
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        _byName = names.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var member in descriptor.Values)
        {
            names.Add(member.Name, member.Number);

            // The first of several names is the one that is written.
            _byNumber.TryAdd(member.Number, JsonEncodedText.Encode(member.Name));
        }

        FullName = descriptor.FullName;
    }

    internal string FullName { get; }

    internal bool TryNumber(ReadOnlySpan<char> name, out int number) => _byName.TryGetValue(name, out number);

    internal bool TryName(int number, out JsonEncodedText name) => _byNumber.TryGetValue(number, out name);
}
