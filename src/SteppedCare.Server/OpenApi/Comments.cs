using Google.Protobuf.Reflection;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace SteppedCare.Server.OpenApi;

/// <summary>What the protos say about their parts, word for word.</summary>
internal sealed class Comments
{
    // The numbers of the parts within the messages that describe a file; a place in a file is a path of them.
    private const int PackageOfFile = 2;
    private const int MessagesOfFile = 4;
    private const int EnumsOfFile = 5;
    private const int ServicesOfFile = 6;
    private const int PartsOfPart = 2;
    private const int MessagesOfMessage = 3;
    private const int EnumsOfMessage = 4;
    private const int OneofsOfMessage = 8;

    private readonly Dictionary<(string File, string Path), string> _texts;

    public Comments(IEnumerable<FileDescriptor> files) =>
        _texts = files
            .SelectMany(file => FileDescriptorProto.Parser.ParseFrom(file.SerializedData).SourceCodeInfo.Location.Select(location => (file.Name, Location: location)))
            .Where(place => place.Location.LeadingComments.Length > 0)
            .ToDictionary(place => (place.Name, PathText(place.Location.Path)), place => Flow(place.Location.LeadingComments));

    public string Of(FileDescriptor file) => Of(file, [PackageOfFile]);

    public string Of(ServiceDescriptor service) => Of(service.File, [ServicesOfFile, service.Index]);

    public string Of(MethodDescriptor method) => Of(method.File, [ServicesOfFile, method.Service.Index, PartsOfPart, method.Index]);

    public string Of(MessageDescriptor message) => Of(message.File, PathOf(message));

    public string Of(EnumDescriptor one) => Of(one.File, PathOf(one));

    public string Of(EnumValueDescriptor value) => Of(value.File, [.. PathOf(value.EnumDescriptor), PartsOfPart, value.Index]);

    public string Of(FieldDescriptor field) => Of(field.File, [.. PathOf(field.ContainingType), PartsOfPart, field.Index]);

    public string Of(OneofDescriptor oneof) => Of(oneof.File, [.. PathOf(oneof.ContainingType), OneofsOfMessage, oneof.Index]);

    private string Of(FileDescriptor file, IEnumerable<int> path) => _texts.GetValueOrDefault((file.Name, PathText(path)), "");

    private static int[] PathOf(MessageDescriptor message) => message.ContainingType is { } outer
        ? [.. PathOf(outer), MessagesOfMessage, message.Index]
        : [MessagesOfFile, message.Index];

    private static int[] PathOf(EnumDescriptor one) => one.ContainingType is { } outer ? [.. PathOf(outer), EnumsOfMessage, one.Index] : [EnumsOfFile, one.Index];

    private static string PathText(IEnumerable<int> path) => string.Join('.', path);

    // Lines are broken for the width of a page of code; only an empty one begins a paragraph.
    private static string Flow(string comment) => string.Join(
        "\n\n",
        comment.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(paragraph => string.Join(' ', paragraph.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))));
}
