# One image for the three sites, the workers, the clock and the migration. ./test does not build it.
FROM python:3.11-slim-bookworm AS base
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
       tesseract-ocr tesseract-ocr-eng \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/cspr
COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements.txt

# Styles and scripts need npm, which the running image does not.
FROM base AS built
RUN apt-get update && apt-get install -y --no-install-recommends npm
COPY . .
# Collecting files reads the settings but connects to nothing: these values only let a complete configuration stand.
RUN python -m devtools assets \
    && SITE=staff SECRET_KEY=used-for-this-one-command-only-and-for-nothing-that-is-ever-signed \
       ALLOWED_HOSTS=localhost DATABASE_URL=postgres://none/none REDIS_URL=redis://none/0 EMAIL_URL=smtp://none:25 \
       DEFAULT_FROM_EMAIL=none@localhost CLAMAV=none REFERRALS_URL=https://none STAFF_URL=https://none STATIC_ROOT=/srv/cspr/collected \
       python manage.py collectstatic --noinput --verbosity 0 \
    && rm -rf node_modules tests

FROM base
COPY --from=built /srv/cspr /srv/cspr
RUN useradd --system --no-create-home cspr && install -d -o cspr -g cspr /srv/media/public /srv/media/referrals /srv/media/staff
USER cspr
ENV STATIC_ROOT=/srv/cspr/collected MEDIA_DIR=/srv/media
EXPOSE 8000
CMD ["python", "-m", "granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "1", "config.wsgi:application"]
