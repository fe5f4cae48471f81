using System.Collections.Frozen;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SteppedCare.Policies;

/// <summary>What Core says of its own members, read from the file that the compiler lays beside it.</summary>
internal sealed partial class DocComments
{
    private readonly FrozenDictionary<string, string> _summaries;

    private DocComments(FrozenDictionary<string, string> summaries) => _summaries = summaries;

    /// <exception cref="FileNotFoundException">The file is not beside the program.</exception>
    internal static DocComments OfCore()
    {
        var path = Path.Combine(AppContext.BaseDirectory, $"{CoreVocabulary.Assembly}.xml");
        var members = XDocument.Load(path).Descendants("member");
        return new DocComments(members
            .Where(member => member.Element("summary") is not null)
            .ToFrozenDictionary(member => (string)member.Attribute("name")!, member => Text(member.Element("summary")!), StringComparer.Ordinal));
    }

    internal string Of(Type type) => Find($"T:{Name(type)}");

    internal string Of(MemberInfo member) => member switch
    {
        FieldInfo field => Find($"F:{Name(field.DeclaringType!)}.{field.Name}"),
        PropertyInfo property => Find($"P:{Name(property.DeclaringType!)}.{property.Name}"),
        MethodInfo method => Find($"M:{Name(method.DeclaringType!)}.{method.Name}{Parameters(method)}"),
        _ => "",
    };

    private string Find(string name) => _summaries.GetValueOrDefault(name, "");

    private static string Name(Type type) => type.FullName!.Replace('+', '.');

    private static string Parameters(MethodInfo method) => method.GetParameters() is { Length: > 0 } parameters
        ? $"({string.Join(',', parameters.Select(parameter => Written(parameter.ParameterType)))})"
        : "";

    // As the compiler names types in documentation: a type's own parameters are `0, `1.
    private static string Written(Type type) => type switch
    {
        { IsGenericParameter: true } => $"{(type.DeclaringMethod is null ? "`" : "``")}{type.GenericParameterPosition}",
        { IsArray: true } => $"{Written(type.GetElementType()!)}[]",
        { IsGenericType: true } => $"{Name(type.GetGenericTypeDefinition()).Split('`')[0]}{{{string.Join(',', type.GetGenericArguments().Select(Written))}}}",
        _ => Name(type),
    };

    private static string Text(XElement summary) => Space().Replace(string.Concat(summary.Nodes().Select(Text)), " ").Trim();

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => $"`{((string?)see.Attribute("cref") ?? (string?)see.Attribute("langword") ?? "").Split('.')[^1].Split('(')[0]}`",
        XElement { Name.LocalName: "paramref" } named => $"`{(string?)named.Attribute("name")}`",
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement element => string.Concat(element.Nodes().Select(Text)),
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
