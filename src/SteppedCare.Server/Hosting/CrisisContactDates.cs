namespace SteppedCare.Server.Hosting;

/// <summary>Which crisis contacts nobody looked at by the date that was set, by each service's own calendar.</summary>
internal sealed class CrisisContactDates(HostSettings settings, TimeProvider time)
{
    internal IEnumerable<(ServiceOptions Service, ContactOptions Contact)> Overdue => settings.Services
        .SelectMany(service => service.Contacts.Select(contact => (service, contact)))
        .Where(each => each.contact.ReviewBy < DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), each.service.TimeZone).DateTime));
}
