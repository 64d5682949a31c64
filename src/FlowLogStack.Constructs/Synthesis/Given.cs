using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Amazon.CDK;
using Constructs;

namespace FlowLogStack;

/// <summary>
/// Validation of given properties: values that C# allows and that no construct can use, such as null in a list or a number that is not a value of an enum.
/// </summary>
static class Given
{
    const int LongestListOfNames = 12;

    // CDK encodes tokens as numbers near -1.9E+289.
    const double LargestToken = -1e280;

    // An encoded list token is one item, which cannot be part of a text.
    const string ListToken = "#{Token[";

    static readonly ConcurrentDictionary<Type, Member[]> Members = [];

    // What a property declares beside its type.
    sealed record Member(PropertyInfo Property, bool CanBeNull, bool HasDefault, bool TakesListToken, bool NeedsValue, TokenUnit? Unit);

    /// <summary>Requires that a construct can use its properties, and those of the records in them.</summary>
    /// <param name="construct">The construct.</param>
    /// <param name="props">The properties, or null for a construct that needs none.</param>
    /// <param name="name">Name of the parameter.</param>
    /// <exception cref="ArgumentNullException">A property is null that can't be null.</exception>
    /// <exception cref="ArgumentException">A list contains null or an empty text, or a value isn't one of its enum.</exception>
    internal static void Ensure(Construct construct, object? props, [CallerArgumentExpression(nameof(props))] string name = "")
    {
        if (props is not null)
            EnsureRecord(construct, props, name);
    }

    static void EnsureRecord(Construct construct, object record, string path)
    {
        foreach (var member in Members.GetOrAdd(record.GetType(), MembersOf))
        {
            var value = member.Property.GetValue(record);
            var place = $"{path}.{member.Property.Name}";
            if (value is not null)
                EnsureValue(construct, value, place, member);
            else if (!member.CanBeNull)
                throw new ArgumentNullException(place, $"'{place}' of '{Places.PathOf(construct)}' is null. Set it"
                    + $"{(member.HasDefault ? ", or leave it at its default" : "")}.");
        }
    }

    static void EnsureValue(Construct construct, object value, string place, Member member)
    {
        switch (value)
        {
            case string text:
                if (member.NeedsValue && Token.IsUnresolved(text))
                    throw Unknown(construct, place, "the text");
                break;
            case Duration duration:
                if (!Durations.IsKnown(duration))
                    EnsureUnit(construct, place, "Duration", member.Unit, () => duration.In(member.Unit!.Value));
                break;
            case Size size:
                if (size.IsUnresolved())
                    EnsureUnit(construct, place, "Size", member.Unit, () => size.ToMebibytes());
                break;
            case Enum choice when !Enum.IsDefined(choice.GetType(), choice) && !choice.GetType().IsDefined(typeof(FlagsAttribute)):
                throw Undefined(construct, place, choice);
            case double number when !double.IsFinite(number):
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"'{place}' of '{Places.PathOf(construct)}' is {number}. Use a finite number."));
            case < LargestToken and double number when Amazon.CDK.Token.IsUnresolved(number):
                throw Unknown(construct, place, "the number");
            case IEnumerable items and not IDictionary:
                EnsureItems(construct, items, place, member);
                break;
            default:
                if (IsRecord(value.GetType()))
                    EnsureRecord(construct, value, place);
                break;
        }
    }

    static ArgumentException Undefined(Construct construct, string place, Enum choice) =>
        new(choice.GetType().GetCustomAttribute<UndefinedMessageAttribute>() is { } own
            ? own.Of(choice)
            : $"'{place}' of '{Places.PathOf(construct)}' is {choice:D}, which is not a value of {choice.GetType().Name}. Use {Names(choice.GetType())}.");

    // CDK converts no duration or size that is known only after deployment, and its message has neither the property nor the place.
    static void EnsureUnit(Construct construct, string place, string type, TokenUnit? unit, Action convert)
    {
        if (unit is null)
            throw Unknown(construct, place, "the value");
        try
        {
            convert();
        }
        catch (Exception error) when (error is not ArgumentException)
        {
            throw new ArgumentException($"'{place}' of '{Places.PathOf(construct)}' is known only after deployment, and CloudFormation converts no units. Use "
                + $"{type}.{unit}.", error);
        }
    }

    static ArgumentException Unknown(Construct construct, string place, string what) =>
        new($"'{place}' of '{Places.PathOf(construct)}' is known only after deployment, but synthesis needs it. Set {what} itself.");

    static void EnsureItems(Construct construct, IEnumerable items, string place, Member member)
    {
        var index = 0;
        foreach (var item in items)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{place}[{index++}]");
            if (item is null or "")
                throw new ArgumentException($"'{at}' of '{Places.PathOf(construct)}' is {(item is null ? "null" : "empty")}. Remove it from the list, or set a "
                    + "value.");
            if (!member.TakesListToken && item is string text && text.StartsWith(ListToken, StringComparison.Ordinal))
                throw new ArgumentException($"'{place}' of '{Places.PathOf(construct)}' is a list that is known only after deployment, but synthesis needs the "
                    + "number of its values. Add each value by itself, as in Fn.Select(0, list).");
            EnsureValue(construct, item, at, member);
        }
    }

    static string Names(Type type) => Enum.GetNames(type) is { Length: <= LongestListOfNames } names
        ? string.Join(", ", names[..^1]) + " or " + names[^1] : $"a value of {type.Name}";

    static bool IsRecord(Type type) => type.Assembly.GetName().Name!.StartsWith("FlowLogStack.", StringComparison.Ordinal)
        && type.GetMethod("<Clone>$") is not null;

    static Member[] MembersOf(Type type)
    {
        var nullability = new NullabilityInfoContext();
        return
        [
            .. type.GetProperties()
                .Where(property => property is { SetMethod.IsPublic: true, GetMethod: not null } && property.GetIndexParameters().Length == 0)
                .Select(property => new Member(property, nullability.Create(property).WriteState is not NullabilityState.NotNull,
                    !property.IsDefined(typeof(RequiredMemberAttribute)), property.IsDefined(typeof(TakesListTokenAttribute)),
                    property.IsDefined(typeof(NeedsValueAttribute)), property.GetCustomAttribute<TakesTokenAttribute>()?.Unit)),
        ];
    }
}
