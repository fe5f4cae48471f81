using Google.Protobuf.Reflection;

namespace SteppedCare.Server.Reflection;

/// <summary>Where each name of the contract is declared.</summary>
internal sealed class SymbolIndex
{
    private readonly Dictionary<string, FileDescriptor> _symbols = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<int, FileDescriptor>> _extensions = new(StringComparer.Ordinal);

    public SymbolIndex(IEnumerable<FileDescriptor> files)
    {
        foreach (var file in files)
        {
            Add(file);
        }
    }

    public FileDescriptor? Find(string symbol) => _symbols.GetValueOrDefault(symbol);

    public FileDescriptor? FindExtension(string extended, int number) => _extensions.GetValueOrDefault(extended)?.GetValueOrDefault(number);

    /// <summary>The numbers of a message's extensions; null where there is no such message.</summary>
    public IReadOnlyCollection<int>? ExtensionNumbers(string extended) =>
        _extensions.TryGetValue(extended, out var extensions) ? extensions.Keys : null;

    private void Add(FileDescriptor file)
    {
        foreach (var service in file.Services)
        {
            _symbols[service.FullName] = file;
            Declare(service.Methods, file);
        }

        Add(file.EnumTypes, file);
        Add(file.MessageTypes, file);
        Add(file.Extensions, file);
    }

    private void Add(IEnumerable<MessageDescriptor> messages, FileDescriptor file)
    {
        foreach (var message in messages)
        {
            _symbols[message.FullName] = file;
            _extensions.TryAdd(message.FullName, []);
            Declare(message.Fields.InDeclarationOrder(), file);
            Declare(message.Oneofs, file);
            Add(message.EnumTypes, file);
            Add(message.NestedTypes, file);
            Add(message.Extensions, file);
        }
    }

    private void Add(IEnumerable<EnumDescriptor> enums, FileDescriptor file)
    {
        foreach (var one in enums)
        {
            _symbols[one.FullName] = file;
            foreach (var value in one.Values)
            {
                // By the rules of protos a value is named beside its enum; many look for it within.
                _symbols[one.FullName[..(one.FullName.LastIndexOf('.') + 1)] + value.Name] = file;
                _symbols[$"{one.FullName}.{value.Name}"] = file;
            }
        }
    }

    private void Add(ExtensionCollection extensions, FileDescriptor file)
    {
        foreach (var extension in extensions.UnorderedExtensions)
        {
            _symbols[extension.FullName] = file;
            _extensions.TryAdd(extension.ExtendeeType.FullName, []);
            _extensions[extension.ExtendeeType.FullName][extension.FieldNumber] = file;
        }
    }

    private void Declare(IEnumerable<IDescriptor> parts, FileDescriptor file)
    {
        foreach (var part in parts)
        {
            _symbols[part.FullName] = file;
        }
    }
}
