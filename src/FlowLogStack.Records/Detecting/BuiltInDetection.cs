using System.Reflection;

namespace FlowLogStack.Records;

/// <summary>A built-in detection of records or changes, as its declaration in <see cref="Detections"/> has it.</summary>
/// <param name="Attribute">Its place, its scenarios and its requirements.</param>
/// <param name="Make">Creates the detection for a network.</param>
/// <typeparam name="TDetection">The kind of detection.</typeparam>
sealed record BuiltInDetection<TDetection>(BuiltInAttribute Attribute, Func<MonitoredNetwork, TDetection> Make)
{
    const BindingFlags Declared = BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>All built-in detections of the kind, in the order of the documentation.</summary>
    public static IReadOnlyList<BuiltInDetection<TDetection>> All { get; } =
    [
        .. typeof(Detections).GetProperties(Declared).Where(property => property.PropertyType == typeof(TDetection))
            .Select(property => (property.GetCustomAttribute<BuiltInAttribute>(), Make: Constant(property)))
            .Concat(typeof(Detections).GetMethods(Declared).Where(method => method.ReturnType == typeof(TDetection) && !method.IsSpecialName)
                .Select(method => (method.GetCustomAttribute<BuiltInAttribute>(), Make: method.CreateDelegate<Func<MonitoredNetwork, TDetection>>())))
            .Select(member => member.Item1 is { } attribute ? new BuiltInDetection<TDetection>(attribute, member.Make) : null)
            .OfType<BuiltInDetection<TDetection>>().OrderBy(detection => detection.Attribute.Order),
    ];

    static Func<MonitoredNetwork, TDetection> Constant(PropertyInfo property)
    {
        var value = property.GetMethod!.CreateDelegate<Func<TDetection>>();
        return _ => value();
    }
}
